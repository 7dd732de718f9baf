/// Every job and model of a home, durable in one SQLite file (docs/FORMATS.md, "The
/// registry").
///
/// Any number of threads may use one registry, and any number of processes one file. What
/// insert() and update() have stored survives the death of the process when they return.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/jobs/job_kind.hpp"
#include "engine/jobs/json.hpp"

namespace espalier::jobs {

using TimePoint = std::chrono::system_clock::time_point;

/// A job or a model.
struct Record {
  JobKind kind = JobKind::TrainingJob;
  std::string name;
  std::string
      status;  ///< "InProgress", "Stopping", "Completed", …; of a model "InService"
  TimePoint created;
  TimePoint modified;
  std::string parent;               ///< the tuning job of a training job, else empty
  std::int64_t number = 0;          ///< within the parent, from 1
  std::optional<double> objective;  ///< of a training job of a tuning job
  Json request;       ///< as Create… was given it; null for a tuning's child
  Json document;      ///< what Describe… answers, but for the status
  std::string owner;  ///< see process_identity.hpp
};

/// Which records list() gives, and in which order.
struct Query {
  enum class SortBy { Name, CreationTime, Status, Objective };

  JobKind kind = JobKind::TrainingJob;
  std::string parent;  ///< empty: any
  std::string name_contains;
  std::string status;
  std::optional<TimePoint> created_after;
  std::optional<TimePoint> created_before;
  std::optional<TimePoint> modified_after;
  std::optional<TimePoint> modified_before;
  SortBy sort_by = SortBy::CreationTime;  ///< by Objective: only those that have one
  bool descending = false;
  std::int64_t limit = 10;
  std::int64_t offset = 0;
};

/// How a training job of a tuning job stands.
struct ChildState {
  std::string name;
  std::string status;
  std::int64_t number = 0;
  std::optional<double> objective;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

class Registry {
 public:
  /// The file is made when something is first stored.
  explicit Registry(std::filesystem::path file);
  ~Registry();
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;
  Registry(Registry&&) = delete;
  Registry& operator=(Registry&&) = delete;

  /// Stores a new record, owned by this process; false if its name is taken. Names of
  /// tuning jobs are told apart without regard to case.
  [[nodiscard]] bool insert(const Record& record);
  /// Stores a record's status, modified, objective and document. An "InProgress" that
  /// comes after a request to stop is stored as "Stopping".
  void update(const Record& record);
  void remove(JobKind kind, const std::string& name);

  [[nodiscard]] std::optional<Record> find(JobKind kind, const std::string& name);
  /// Records without their requests.
  [[nodiscard]] std::vector<Record> list(const Query& query);
  /// In the order of their numbers.
  [[nodiscard]] std::vector<ChildState> children(const std::string& parent);

  /// Makes this process the owner; false if another that lives is.
  [[nodiscard]] bool claim(JobKind kind, const std::string& name);
  /// Asks whoever runs the job to stop it.
  void request_stop(JobKind kind, const std::string& name, TimePoint now);
  [[nodiscard]] bool stop_requested(JobKind kind, const std::string& name);
  /// Records that are not at their end and whose owner is gone.
  [[nodiscard]] std::vector<Record> orphans();

  /// Adds tags to a resource; a key that is there gets the new value.
  void add_tags(const std::string& arn, const Tags& tags);
  [[nodiscard]] Tags tags(const std::string& arn);

 private:
  class Store;
  /// Null where there is no file and none is to be made.
  Store* store(bool create);

  std::filesystem::path file_;
  std::string self_;
  std::mutex mutex_;
  std::unique_ptr<Store> store_;
};

}  // namespace espalier::jobs
