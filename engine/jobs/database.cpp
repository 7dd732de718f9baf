#include "engine/jobs/database.hpp"

#include <system_error>

#include "engine/error.hpp"

namespace espalier::jobs {
namespace {

constexpr int kBusyTimeoutMilliseconds = 10'000;

}  // namespace

Statement::Statement(Database& database, std::string_view sql) : database_(database) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v2(database.get(), sql.data(),
                                      static_cast<int>(sql.size()), &handle, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement& Statement::bind(int parameter, std::int64_t value) {
  const int code = sqlite3_bind_int64(handle_.get(), parameter, value);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(int parameter, std::string_view value) {
  const int code = sqlite3_bind_text64(handle_.get(), parameter, value.data(),
                                       value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

Statement& Statement::bind(int parameter, const std::optional<double>& value) {
  const int code = value ? sqlite3_bind_double(handle_.get(), parameter, *value)
                         : sqlite3_bind_null(handle_.get(), parameter);
  if (code != SQLITE_OK) database_.fail(code);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  return false;
}

bool Statement::run() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_CONSTRAINT) return false;
  if (code != SQLITE_DONE && code != SQLITE_ROW) database_.fail(code);
  return true;
}

std::int64_t Statement::integer(int column) {
  return sqlite3_column_int64(handle_.get(), column);
}

std::string Statement::text(int column) {
  const auto* bytes =
      static_cast<const char*>(sqlite3_column_blob(handle_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
  return bytes == nullptr ? std::string() : std::string(bytes, size);
}

std::optional<double> Statement::real(int column) {
  if (sqlite3_column_type(handle_.get(), column) == SQLITE_NULL) return {};
  return sqlite3_column_double(handle_.get(), column);
}

Database::Database(const std::filesystem::path& file) : name_(file.string()) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (error) {
    throw engine::Error(engine::ErrorKind::CannotWrite, "InternalServerError",
                        file.parent_path().string() + ": cannot create the folder (" +
                            error.message() + "); choose another home");
  }
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name_.c_str(), &handle,
                                   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(code);
  sqlite3_busy_timeout(handle, kBusyTimeoutMilliseconds);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::pragma(const std::string& name) {
  Statement statement(*this, "PRAGMA " + name);
  return statement.step() ? statement.integer(0) : 0;
}

void Database::fail(int code) const {
  const std::string text = handle_ ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  const std::string where = name_ + ": ";
  switch (code & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw engine::Error(
          engine::ErrorKind::Configuration, "InternalServerError",
          where + "the registry is damaged or no registry (" + text +
              "); move the file away to begin a new one, the objects under "
              "s3/ stay as they are");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw engine::Error(engine::ErrorKind::InputOutput, "InternalServerError",
                          where +
                              "another process has held the registry for ten seconds; "
                              "try again when it is done");
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
      throw engine::Error(engine::ErrorKind::CannotWrite, "InternalServerError",
                          where + "the registry cannot be opened for writing (" + text +
                              "); check who owns the file and its folder");
    default:
      throw engine::Error(engine::ErrorKind::InputOutput, "InternalServerError",
                          where + text + "; check the disk's space and health");
  }
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace espalier::jobs
