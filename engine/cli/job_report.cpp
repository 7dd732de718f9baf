#include "engine/cli/job_report.hpp"

#include <ctime>
#include <vector>

#include "engine/cli/human.hpp"
#include "engine/cli/job_kinds.hpp"
#include "engine/cli/text_table.hpp"

namespace espalier::cli {
namespace {

using jobs::Json;

/// A member of a member …, or null.
const Json& at(const Json& object, std::initializer_list<const char*> path) {
  static const Json kNothing;
  const Json* here = &object;
  for (const char* name : path) {
    if (!here->is_object() || !here->contains(name)) return kNothing;
    here = &here->at(name);
  }
  return *here;
}

std::string text(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return human_number(value.get<double>());
  return value.dump();
}

/// Lines of "name  value", the names aligned; those without a value are left out.
class Facts {
 public:
  void add(std::string name, std::string value) {
    if (!value.empty()) rows_.emplace_back(std::move(name), std::move(value));
  }
  [[nodiscard]] std::string render(const Console& console) const {
    std::size_t width = 0;
    for (const auto& row : rows_) width = std::max(width, row.first.size());
    std::string out;
    for (const auto& [name, value] : rows_) {
      if (!out.empty()) out += '\n';
      out += console.styled(Style::Dim, name + std::string(width - name.size(), ' '));
      out.append("  ").append(value);
    }
    return out;
  }

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

std::string took(const Json& description, const char* start, const char* end) {
  if (!at(description, {start}).is_number() || !at(description, {end}).is_number())
    return {};
  const double seconds =
      description.at(end).get<double>() - description.at(start).get<double>();
  return human_duration(
      std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9)));
}

void add_common(Facts& facts, jobs::JobKind kind, const Json& description) {
  const std::string type(names_of(kind).type);
  facts.add("name", text(at(description, {(type + "Name").c_str()})));
  facts.add("status", status_of(kind, description));
  facts.add("why", text(at(description, {"FailureReason"})));
}

void add_tuning(Facts& facts, const Json& job) {
  const Json& counters = at(job, {"TrainingJobStatusCounters"});
  facts.add("strategy", text(at(job, {"HyperParameterTuningJobConfig", "Strategy"})));
  std::string counts;
  for (const auto& [name, count] : counters.items()) {
    if (count != 0) counts += (counts.empty() ? "" : ", ") + text(count) + " " + name;
  }
  facts.add("training jobs", counts);
  const Json& metric =
      at(job, {"BestTrainingJob", "FinalHyperParameterTuningJobObjectiveMetric"});
  facts.add("best", text(at(job, {"BestTrainingJob", "TrainingJobName"})));
  facts.add("objective", metric.is_object() ? text(metric.at("MetricName")) + " " +
                                                  text(metric.at("Value"))
                                            : "");
  facts.add("took", took(job, "CreationTime", "HyperParameterTuningEndTime"));
}

void add_training(Facts& facts, const Json& job) {
  for (const auto& metric : at(job, {"FinalMetricDataList"})) {
    facts.add(text(at(metric, {"MetricName"})), text(at(metric, {"Value"})));
  }
  facts.add("model", text(at(job, {"ModelArtifacts", "S3ModelArtifacts"})));
  facts.add("image", text(at(job, {"AlgorithmSpecification", "TrainingImage"})));
  facts.add("took", took(job, "TrainingStartTime", "TrainingEndTime"));
}

void add_transform(Facts& facts, const Json& job) {
  facts.add("model", text(at(job, {"ModelName"})));
  facts.add("input",
            text(at(job, {"TransformInput", "DataSource", "S3DataSource", "S3Uri"})));
  facts.add("output", text(at(job, {"TransformOutput", "S3OutputPath"})));
  facts.add("took", took(job, "TransformStartTime", "TransformEndTime"));
}

void add_model(Facts& facts, const Json& model) {
  facts.add("model data", text(at(model, {"PrimaryContainer", "ModelDataUrl"})));
  facts.add("image", text(at(model, {"PrimaryContainer", "Image"})));
  facts.add("arn", text(at(model, {"ModelArn"})));
}

/// The number in "NAME-007-1a2b3c4d".
std::string number_of(const std::string& training_job) {
  const auto hex = training_job.rfind('-');
  const auto number = training_job.rfind('-', hex - 1);
  if (hex == std::string::npos || number == std::string::npos) return "";
  return std::to_string(
      std::atoi(training_job.substr(number + 1, hex - number - 1).c_str()));
}

std::vector<std::string> tuned_names(const Json& jobs) {
  std::vector<std::string> names;
  for (const auto& job : jobs) {
    for (const auto& [name, value] : at(job, {"TunedHyperParameters"}).items()) {
      if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    }
  }
  return names;
}

std::string tuned_text(const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  return end != value.c_str() && *end == '\0' ? human_number(number) : value;
}

}  // namespace

Json list_all(jobs::SageMaker& sage_maker, const std::string& operation, Json request,
              const std::string& member) {
  Json all = Json::array();
  request["MaxResults"] = 100;
  for (;;) {
    const Json page = sage_maker.call(operation, request);
    for (const auto& item : page.at(member)) all.push_back(item);
    if (!page.contains("NextToken")) return all;
    request["NextToken"] = page.at("NextToken");
  }
}

std::string training_jobs_table(jobs::SageMaker& sage_maker, const Json& tuning_job,
                                const Console& console) {
  const Json all = list_all(
      sage_maker, "ListTrainingJobsForHyperParameterTuningJob",
      {{"HyperParameterTuningJobName", tuning_job.at("HyperParameterTuningJobName")},
       {"SortBy", "Name"},
       {"SortOrder", "Ascending"}},
      "TrainingJobSummaries");
  const auto names = tuned_names(all);
  std::vector<TextTable::Column> columns = {{"#", Align::Right}, {"training job"}};
  for (const auto& name : names) columns.push_back({name, Align::Right});
  columns.push_back(
      {text(at(tuning_job, {"HyperParameterTuningJobConfig",
                            "HyperParameterTuningJobObjective", "MetricName"})),
       Align::Right});
  columns.push_back({"status"});
  TextTable table(std::move(columns));
  const std::string best = text(at(tuning_job, {"BestTrainingJob", "TrainingJobName"}));
  for (const auto& job : all) {
    const std::string name = text(job.at("TrainingJobName"));
    std::vector<std::string> cells = {number_of(name), name};
    for (const auto& tuned : names) {
      cells.push_back(tuned_text(text(at(job, {"TunedHyperParameters", tuned.c_str()}))));
    }
    cells.push_back(
        text(at(job, {"FinalHyperParameterTuningJobObjectiveMetric", "Value"})));
    cells.push_back(text(job.at("TrainingJobStatus")) + (name == best ? ", best" : ""));
    table.add(std::move(cells), name == best ? Style::Good : Style::Plain);
  }
  return table.render(console);
}

std::string job_report(jobs::SageMaker& sage_maker, jobs::JobKind kind,
                       const Json& description, const Console& console) {
  Facts facts;
  add_common(facts, kind, description);
  switch (kind) {
    case jobs::JobKind::HyperParameterTuningJob:
      add_tuning(facts, description);
      return training_jobs_table(sage_maker, description, console) + "\n\n" +
             facts.render(console);
    case jobs::JobKind::TrainingJob:
      add_training(facts, description);
      break;
    case jobs::JobKind::TransformJob:
      add_transform(facts, description);
      break;
    case jobs::JobKind::Model:
      add_model(facts, description);
      break;
  }
  return facts.render(console);
}

}  // namespace espalier::cli
