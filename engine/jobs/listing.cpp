#include "engine/jobs/listing.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <functional>
#include <utility>

#include "engine/jobs/tuning_progress.hpp"

namespace espalier::jobs {
namespace {

/// The time at that member: seconds since 1970, or ISO 8601 in UTC.
std::optional<TimePoint> time_of(const Json& request, const char* name) {
  const Json& value = member(request, name);
  if (value.is_null()) return {};
  if (value.is_number()) {
    const double milliseconds = value.get<double>() * 1000.0;
    // Outside the years 0 to 9999 there is no job.
    constexpr double kFar = 2.6e14;
    if (milliseconds > -kFar && milliseconds < kFar) {
      return TimePoint(
          std::chrono::milliseconds(static_cast<std::int64_t>(milliseconds)));
    }
  } else {
    const auto text = value.get<std::string>();
    std::tm parts{};
    const char* rest = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
    if (rest == nullptr) {
      parts = {};
      rest = ::strptime(text.c_str(), "%Y-%m-%d", &parts);
    }
    const std::string_view zone = rest == nullptr ? "?" : rest;
    if (zone.empty() || zone == "Z" || zone == "+00:00") {
      return std::chrono::system_clock::from_time_t(::timegm(&parts));
    }
  }
  refuse("The " + std::string(name) + " [" + value.dump() +
         "] is no time. Give seconds since 1970, or 2026-01-31T12:00:00Z.");
}

/// Identifies a listing, so that a token of one is not taken for another's.
std::string fingerprint(const Json& request) {
  Json filters = request;
  filters.erase("NextToken");
  filters.erase("MaxResults");
  std::uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a
  for (const char c : to_text(filters)) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%016llx",
                static_cast<unsigned long long>(hash));
  return text.data();
}

std::int64_t offset_of(const Json& request) {
  const auto token = text_of(request, "NextToken");
  if (token.empty()) return 0;
  const auto prefix = fingerprint(request) + "-";
  std::int64_t offset = -1;
  if (token.starts_with(prefix)) {
    const char* end = token.data() + token.size();
    const auto [last, error] = std::from_chars(token.data() + prefix.size(), end, offset);
    if (error != std::errc() || last != end) offset = -1;
  }
  if (offset < 0) {
    refuse(
        "The NextToken is not valid for this request. Begin again without it, with the "
        "same "
        "filters and order for every page.");
  }
  return offset;
}

struct Defaults {
  Query::SortBy sort_by = Query::SortBy::CreationTime;
  bool descending = false;
};

Defaults defaults_of(JobKind kind) {
  switch (kind) {
    case JobKind::HyperParameterTuningJob:
      return {Query::SortBy::Name, false};
    case JobKind::TransformJob:
    case JobKind::Model:
      return {Query::SortBy::CreationTime, true};
    case JobKind::TrainingJob:
      break;
  }
  return {};
}

Query query_of(JobKind kind, const Json& request, Defaults defaults) {
  Query query;
  query.kind = kind;
  query.name_contains = text_of(request, "NameContains");
  query.status = text_of(request, "StatusEquals");
  query.created_after = time_of(request, "CreationTimeAfter");
  query.created_before = time_of(request, "CreationTimeBefore");
  query.modified_after = time_of(request, "LastModifiedTimeAfter");
  query.modified_before = time_of(request, "LastModifiedTimeBefore");
  const auto by = text_of(request, "SortBy");
  query.sort_by = defaults.sort_by;
  if (by == "Name") query.sort_by = Query::SortBy::Name;
  if (by == "CreationTime") query.sort_by = Query::SortBy::CreationTime;
  if (by == "Status") query.sort_by = Query::SortBy::Status;
  if (by == "FinalObjectiveMetricValue") query.sort_by = Query::SortBy::Objective;
  const auto order = text_of(request, "SortOrder");
  query.descending = order.empty() ? defaults.descending : order == "Descending";
  query.limit = integer_of(request, "MaxResults", 10);
  query.offset = offset_of(request);
  return query;
}

/// One page: the query is asked for one record more, which tells whether there is a next.
Json page(Context& context, Query query, const Json& request, const char* list,
          const std::function<Json(const Record&)>& summary) {
  const auto size = static_cast<std::size_t>(query.limit);
  ++query.limit;
  const auto records = context.registry.list(query);
  Json answer = {{list, Json::array()}};
  for (std::size_t i = 0; i < records.size() && i < size; ++i) {
    answer[list].push_back(summary(records[i]));
  }
  if (records.size() > size) {
    answer["NextToken"] =
        fingerprint(request) + "-" + std::to_string(query.offset + query.limit - 1);
  }
  return answer;
}

/// The record's description as an entry of the operation's list.
Json entry(const char* operation, const char* list, const Json& description) {
  return pick(*service_model().operation(operation).output->find(list)->shape->element,
              description);
}

Json with_status(const Record& record) {
  Json all = record.document;
  all[std::string(type_name(record.kind)) + "Status"] = record.status;
  all["LastModifiedTime"] = epoch_seconds(record.modified);
  return all;
}

}  // namespace

Json describe_record(Context& context, const Record& record) {
  switch (record.kind) {
    case JobKind::HyperParameterTuningJob:
      return describe_tuning_job(context, record);
    case JobKind::Model:
      return pick(*service_model().operation("DescribeModel").output, record.document);
    case JobKind::TrainingJob:
      return pick(*service_model().operation("DescribeTrainingJob").output,
                  with_status(record));
    case JobKind::TransformJob:
      break;
  }
  return pick(*service_model().operation("DescribeTransformJob").output,
              with_status(record));
}

Json list_records(Context& context, JobKind kind, const Json& request) {
  const Query query = query_of(kind, request, defaults_of(kind));
  switch (kind) {
    case JobKind::HyperParameterTuningJob:
      return page(
          context, query, request, "HyperParameterTuningJobSummaries",
          [&](const Record& record) { return tuning_job_summary(context, record); });
    case JobKind::TrainingJob:
      return page(
          context, query, request, "TrainingJobSummaries", [](const Record& record) {
            return entry("ListTrainingJobs", "TrainingJobSummaries", with_status(record));
          });
    case JobKind::TransformJob:
      return page(context, query, request, "TransformJobSummaries",
                  [](const Record& record) {
                    return entry("ListTransformJobs", "TransformJobSummaries",
                                 with_status(record));
                  });
    case JobKind::Model:
      break;
  }
  return page(context, query, request, "Models", [](const Record& record) {
    return entry("ListModels", "Models", record.document);
  });
}

Json list_training_jobs_of(Context& context, const Json& request) {
  const auto name = text_of(request, "HyperParameterTuningJobName");
  Query query = query_of(JobKind::TrainingJob, request, {Query::SortBy::Name, false});
  query.parent = require(context, JobKind::HyperParameterTuningJob, name).name;
  return page(context, query, request, "TrainingJobSummaries", training_job_summary);
}

}  // namespace espalier::jobs
