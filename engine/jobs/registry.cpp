#include "engine/jobs/registry.hpp"

#include <algorithm>
#include <cctype>
#include <thread>

#include "engine/error.hpp"
#include "engine/jobs/database.hpp"
#include "engine/jobs/process_identity.hpp"

namespace espalier::jobs {
namespace {

/// "EspR": marks the file as ours.
constexpr std::int64_t kApplicationId = 0x45737052;
constexpr std::int64_t kVersion = 1;

constexpr const char* kSchema = R"(
CREATE TABLE record(
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  created INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  parent TEXT NOT NULL,
  number INTEGER NOT NULL,
  objective REAL,
  owner TEXT NOT NULL,
  stop_requested INTEGER NOT NULL DEFAULT 0,
  request TEXT NOT NULL,
  document TEXT NOT NULL,
  UNIQUE(kind, key));
CREATE INDEX record_by_parent ON record(parent, number) WHERE parent <> '';
CREATE INDEX record_running ON record(status) WHERE status IN ('InProgress', 'Stopping');
CREATE TABLE tag(
  arn TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY(arn, key));
)";

constexpr const char* kColumns =
    "kind, name, status, created, modified, parent, number, objective, owner, document";

std::int64_t milliseconds(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch())
      .count();
}

TimePoint time_point(std::int64_t milliseconds) {
  return TimePoint(std::chrono::milliseconds(milliseconds));
}

/// What tells two names of a kind apart.
std::string key_of(JobKind kind, std::string name) {
  if (kind == JobKind::HyperParameterTuningJob) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  }
  return name;
}

Record record_at(Statement& row) {
  Record record;
  record.kind = kind_named(row.text(0));
  record.name = row.text(1);
  record.status = row.text(2);
  record.created = time_point(row.integer(3));
  record.modified = time_point(row.integer(4));
  record.parent = row.text(5);
  record.number = row.integer(6);
  record.objective = row.real(7);
  record.owner = row.text(8);
  record.document = Json::parse(row.text(9));
  return record;
}

void require_ours(const std::filesystem::path& file, std::int64_t application,
                  std::int64_t version) {
  const auto refuse = [&file](const std::string& what) {
    throw engine::Error(engine::ErrorKind::Configuration, "InternalServerError",
                        file.string() + ": " + what);
  };
  if (application != kApplicationId) {
    refuse(
        "this is a database, but not a registry of jobs; move it away or choose another "
        "home");
  }
  if (version != kVersion) {
    refuse("the registry has version " + std::to_string(version) +
           " and this program reads " + std::to_string(kVersion) +
           "; use the program that wrote it, or another home");
  }
}

/// Changing to WAL needs the file for itself for a moment, and SQLite does not wait for
/// it.
void use_wal(Database& database) {
  constexpr int kAttempts = 200;
  for (int attempt = 1;; ++attempt) {
    try {
      database.execute("PRAGMA journal_mode = WAL");
      return;
    } catch (const engine::Error& error) {
      if (error.kind() != engine::ErrorKind::InputOutput || attempt == kAttempts) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
}

}  // namespace

class Registry::Store {
 public:
  explicit Store(const std::filesystem::path& file) : database(file) {
    use_wal(database);
    database.execute("PRAGMA synchronous = FULL");
    Transaction transaction(database);
    const bool empty = database.pragma("schema_version") == 0;
    if (empty) {
      database.execute(kSchema);
      database.execute("PRAGMA application_id = " + std::to_string(kApplicationId));
      database.execute("PRAGMA user_version = " + std::to_string(kVersion));
    }
    require_ours(file, database.pragma("application_id"),
                 database.pragma("user_version"));
    transaction.commit();
  }

  Database database;
};

Registry::Registry(std::filesystem::path file)
    : file_(std::move(file)), self_(this_process()) {}
Registry::~Registry() = default;

Registry::Store* Registry::store(bool create) {
  if (!store_ && (create || std::filesystem::exists(file_))) {
    store_ = std::make_unique<Store>(file_);
  }
  return store_.get();
}

bool Registry::insert(const Record& record) {
  const std::lock_guard lock(mutex_);
  Statement statement(
      store(true)->database,
      "INSERT INTO record(kind, key, name, status, created, modified, parent, number, "
      "objective, owner, request, document) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
  return statement.bind(1, type_name(record.kind))
      .bind(2, key_of(record.kind, record.name))
      .bind(3, record.name)
      .bind(4, record.status)
      .bind(5, milliseconds(record.created))
      .bind(6, milliseconds(record.modified))
      .bind(7, key_of(JobKind::HyperParameterTuningJob, record.parent))
      .bind(8, record.number)
      .bind(9, record.objective)
      .bind(10, self_)
      .bind(11, to_text(record.request))
      .bind(12, to_text(record.document))
      .run();
}

void Registry::update(const Record& record) {
  const std::lock_guard lock(mutex_);
  Statement(store(true)->database,
            "UPDATE record SET status = CASE WHEN stop_requested AND ?1 = 'InProgress' "
            "THEN 'Stopping' ELSE ?1 END, modified = ?2, objective = ?3, document = ?4 "
            "WHERE kind = ?5 AND key = ?6")
      .bind(1, record.status)
      .bind(2, milliseconds(record.modified))
      .bind(3, record.objective)
      .bind(4, to_text(record.document))
      .bind(5, type_name(record.kind))
      .bind(6, key_of(record.kind, record.name))
      .run();
}

void Registry::remove(JobKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (Store* open = store(false)) {
    Statement(open->database, "DELETE FROM record WHERE kind = ? AND key = ?")
        .bind(1, type_name(kind))
        .bind(2, key_of(kind, name))
        .run();
  }
}

std::optional<Record> Registry::find(JobKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return {};
  Statement statement(open->database,
                      std::string("SELECT ") + kColumns +
                          ", request FROM record WHERE kind = ? AND key = ?");
  statement.bind(1, type_name(kind)).bind(2, key_of(kind, name));
  if (!statement.step()) return {};
  Record record = record_at(statement);
  record.request = Json::parse(statement.text(10));
  return record;
}

std::vector<Record> Registry::list(const Query& query) {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return {};
  const std::string order = query.descending ? " DESC" : " ASC";
  std::string by = "created";
  if (query.sort_by == Query::SortBy::Name) by = "name";
  if (query.sort_by == Query::SortBy::Status) by = "status";
  if (query.sort_by == Query::SortBy::Objective) by = "objective";
  Statement statement(
      open->database,
      std::string("SELECT ") + kColumns +
          " FROM record WHERE kind = ?1 AND (?2 = '' OR parent = ?2) AND "
          "(?3 = '' OR instr(name, ?3) > 0) AND (?4 = '' OR status = ?4) AND "
          "created > ?5 AND created < ?6 AND modified > ?7 AND modified < ?8" +
          (by == "objective" ? " AND objective IS NOT NULL" : "") + " ORDER BY " + by +
          order + ", number" + order + ", sequence" + order + " LIMIT ?9 OFFSET ?10");
  const auto after = [](const auto& time) {
    return time ? milliseconds(*time) : INT64_MIN;
  };
  const auto before = [](const auto& time) {
    return time ? milliseconds(*time) : INT64_MAX;
  };
  statement.bind(1, type_name(query.kind))
      .bind(2, key_of(JobKind::HyperParameterTuningJob, query.parent))
      .bind(3, query.name_contains)
      .bind(4, query.status)
      .bind(5, after(query.created_after))
      .bind(6, before(query.created_before))
      .bind(7, after(query.modified_after))
      .bind(8, before(query.modified_before))
      .bind(9, query.limit)
      .bind(10, query.offset);
  std::vector<Record> records;
  while (statement.step()) records.push_back(record_at(statement));
  return records;
}

std::vector<ChildState> Registry::children(const std::string& parent) {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return {};
  Statement statement(open->database,
                      "SELECT name, status, number, objective FROM record "
                      "WHERE parent = ? AND parent <> '' ORDER BY number");
  statement.bind(1, key_of(JobKind::HyperParameterTuningJob, parent));
  std::vector<ChildState> states;
  while (statement.step()) {
    states.push_back(
        {statement.text(0), statement.text(1), statement.integer(2), statement.real(3)});
  }
  return states;
}

bool Registry::claim(JobKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  Database& database = store(true)->database;
  Transaction transaction(database);
  Statement owner(database, "SELECT owner FROM record WHERE kind = ? AND key = ?");
  owner.bind(1, type_name(kind)).bind(2, key_of(kind, name));
  if (!owner.step()) return false;
  const std::string before = owner.text(0);
  if (before != self_ && is_alive(before)) return false;
  Statement(database, "UPDATE record SET owner = ? WHERE kind = ? AND key = ?")
      .bind(1, self_)
      .bind(2, type_name(kind))
      .bind(3, key_of(kind, name))
      .run();
  transaction.commit();
  return true;
}

void Registry::request_stop(JobKind kind, const std::string& name, TimePoint now) {
  const std::lock_guard lock(mutex_);
  Statement(store(true)->database,
            "UPDATE record SET stop_requested = 1, status = 'Stopping', modified = ? "
            "WHERE kind = ? AND key = ? AND status IN ('InProgress', 'Stopping')")
      .bind(1, milliseconds(now))
      .bind(2, type_name(kind))
      .bind(3, key_of(kind, name))
      .run();
}

bool Registry::stop_requested(JobKind kind, const std::string& name) {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return false;
  Statement statement(open->database,
                      "SELECT stop_requested FROM record WHERE kind = ? AND key = ?");
  statement.bind(1, type_name(kind)).bind(2, key_of(kind, name));
  return statement.step() && statement.integer(0) != 0;
}

std::vector<Record> Registry::orphans() {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return {};
  Statement statement(open->database,
                      std::string("SELECT ") + kColumns +
                          " FROM record WHERE status IN ('InProgress', 'Stopping') "
                          "AND owner <> ? ORDER BY sequence");
  statement.bind(1, self_);
  std::vector<Record> records;
  while (statement.step()) {
    Record record = record_at(statement);
    if (!is_alive(record.owner)) records.push_back(std::move(record));
  }
  return records;
}

void Registry::add_tags(const std::string& arn, const Tags& tags) {
  const std::lock_guard lock(mutex_);
  Database& database = store(true)->database;
  Transaction transaction(database);
  for (const auto& [key, value] : tags) {
    Statement(database,
              "INSERT INTO tag(arn, key, value) VALUES(?1, ?2, ?3) "
              "ON CONFLICT(arn, key) DO UPDATE SET value = ?3")
        .bind(1, arn)
        .bind(2, key)
        .bind(3, value)
        .run();
  }
  transaction.commit();
}

Tags Registry::tags(const std::string& arn) {
  const std::lock_guard lock(mutex_);
  Store* open = store(false);
  if (open == nullptr) return {};
  Statement statement(open->database,
                      "SELECT key, value FROM tag WHERE arn = ? ORDER BY rowid");
  statement.bind(1, arn);
  Tags tags;
  while (statement.step()) tags.emplace_back(statement.text(0), statement.text(1));
  return tags;
}

}  // namespace espalier::jobs
