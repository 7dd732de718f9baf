/// SQLite's handles, each in one class, and its failures as engine::Error.
///
/// One thread at a time may use a database and its statements.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace espalier::jobs {

class Database;

/// A prepared statement. Parameters and columns count as SQLite counts them: from 1, from
/// 0.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view value);
  Statement& bind(int parameter, const std::optional<double>& value);

  /// Goes to the next row; false where there is none.
  bool step();
  /// Runs a statement that has no rows. Returns false if a uniqueness constraint refused
  /// it.
  bool run();

  [[nodiscard]] std::int64_t integer(int column);
  [[nodiscard]] std::string text(int column);
  [[nodiscard]] std::optional<double> real(int column);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept {
      sqlite3_finalize(statement);
    }
  };
  Database& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

class Database {
 public:
  /// Opens the file, creating it and its folder where there is none; waits up to ten
  /// seconds for other processes.
  explicit Database(const std::filesystem::path& file);

  void execute(const std::string& sql);
  /// The value that `PRAGMA name` gives.
  std::int64_t pragma(const std::string& name);
  /// Rows changed by the last statement.
  [[nodiscard]] int changes() const noexcept { return sqlite3_changes(handle_.get()); }
  [[nodiscard]] sqlite3* get() const noexcept { return handle_.get(); }

  /// Throws: engine::Error saying what `code` means for this file and how to mend it.
  [[noreturn]] void fail(int code) const;

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
  };
  std::string name_;
  std::unique_ptr<sqlite3, Close> handle_;
};

/// A transaction that writes; undone unless commit() is reached.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  /// Durable when it returns.
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace espalier::jobs
