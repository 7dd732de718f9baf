#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "engine/error.hpp"
#include "engine/jobs/database.hpp"
#include "engine/jobs/process_identity.hpp"
#include "engine/jobs/registry.hpp"

namespace espalier::jobs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class RegistryFile : public ::testing::Test {
 protected:
  RegistryFile() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "registry-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~RegistryFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path file() const {
    return folder_ / "home" / "registry.sqlite";
  }

  std::filesystem::path folder_;
};

TimePoint at(int seconds) { return TimePoint(std::chrono::seconds(seconds)); }

Record job(const std::string& name, const std::string& status = "InProgress",
           int created_at = 1'700'000'000) {
  Record record;
  record.kind = JobKind::TrainingJob;
  record.name = name;
  record.status = status;
  record.created = at(created_at);
  record.modified = at(created_at);
  record.request = {{"TrainingJobName", name}};
  record.document = {{"TrainingJobName", name}};
  return record;
}

std::vector<std::string> names(const std::vector<Record>& records) {
  std::vector<std::string> all;
  for (const auto& record : records) all.push_back(record.name);
  return all;
}

/// What opening the registry throws.
std::string opening_error(const std::filesystem::path& file) {
  try {
    Registry(file).add_tags("arn", {{"k", "v"}});
    return {};
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Configuration);
    return error.what();
  }
}

TEST_F(RegistryFile, IsNotMadeByReading) {
  Registry registry(file());
  EXPECT_FALSE(registry.find(JobKind::Model, "m"));
  EXPECT_TRUE(registry.list({}).empty());
  EXPECT_TRUE(registry.orphans().empty());
  EXPECT_FALSE(std::filesystem::exists(file().parent_path()));
}

TEST_F(RegistryFile, GivesBackWhatWasStored) {
  Record stored = job("a", "Completed");
  stored.parent = "Tuning";
  stored.number = 7;
  stored.objective = 0.1;
  EXPECT_TRUE(Registry(file()).insert(stored));
  const auto found = Registry(file()).find(JobKind::TrainingJob, "a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->status, "Completed");
  EXPECT_EQ(found->number, 7);
  EXPECT_EQ(found->objective, 0.1);
  EXPECT_EQ(found->created, stored.created);
  EXPECT_EQ(found->document, stored.document);
  EXPECT_EQ(found->request, stored.request);
  EXPECT_EQ(found->owner, this_process());
}

TEST_F(RegistryFile, TellsTuningJobsApartWithoutRegardToCase) {
  Registry registry(file());
  Record tuning = job("Tune-A");
  tuning.kind = JobKind::HyperParameterTuningJob;
  EXPECT_TRUE(registry.insert(tuning));
  tuning.name = "tune-a";
  EXPECT_FALSE(registry.insert(tuning));
  EXPECT_EQ(registry.find(JobKind::HyperParameterTuningJob, "TUNE-A")->name, "Tune-A");
  EXPECT_TRUE(registry.insert(job("Tune-A")));
  EXPECT_TRUE(registry.insert(job("tune-a")));
}

TEST_F(RegistryFile, ListsInOrderAndInPages) {
  Registry registry(file());
  ASSERT_TRUE(registry.insert(job("b", "Failed", 30)));
  ASSERT_TRUE(registry.insert(job("a", "Completed", 40)));
  ASSERT_TRUE(registry.insert(job("cc", "Failed", 10)));
  Query query;
  EXPECT_THAT(names(registry.list(query)), ElementsAre("cc", "b", "a"));
  query.sort_by = Query::SortBy::Name;
  query.descending = true;
  EXPECT_THAT(names(registry.list(query)), ElementsAre("cc", "b", "a"));
  query.limit = 1;
  query.offset = 1;
  EXPECT_THAT(names(registry.list(query)), ElementsAre("b"));
  query = {};
  query.sort_by = Query::SortBy::Status;
  EXPECT_THAT(names(registry.list(query)), ElementsAre("a", "b", "cc"));
  query = {};
  query.status = "Failed";
  query.created_after = at(10);
  EXPECT_THAT(names(registry.list(query)), ElementsAre("b"));
  query = {};
  query.name_contains = "c";
  EXPECT_THAT(names(registry.list(query)), ElementsAre("cc"));
}

TEST_F(RegistryFile, KeepsARequestToStopAgainstALaterInProgress) {
  Registry registry(file());
  Record running = job("a");
  ASSERT_TRUE(registry.insert(running));
  EXPECT_FALSE(registry.stop_requested(JobKind::TrainingJob, "a"));
  Registry(file()).request_stop(JobKind::TrainingJob, "a", at(5));
  EXPECT_TRUE(registry.stop_requested(JobKind::TrainingJob, "a"));
  registry.update(running);
  EXPECT_EQ(registry.find(JobKind::TrainingJob, "a")->status, "Stopping");
  running.status = "Stopped";
  registry.update(running);
  EXPECT_EQ(registry.find(JobKind::TrainingJob, "a")->status, "Stopped");
}

TEST_F(RegistryFile, KeepsOneValueAKeyOfTags) {
  Registry registry(file());
  registry.add_tags("arn:1", {{"a", "1"}, {"b", "2"}});
  registry.add_tags("arn:1", {{"a", "3"}});
  EXPECT_THAT(registry.tags("arn:1"), ElementsAre(Pair("a", "3"), Pair("b", "2")));
  EXPECT_TRUE(registry.tags("arn:2").empty());
}

TEST_F(RegistryFile, StoresBytesThatAreNoUtf8) {
  Record broken = job("a", "Failed");
  broken.document["FailureReason"] = "\xFF is not a number";
  EXPECT_TRUE(Registry(file()).insert(broken));
  EXPECT_EQ(Registry(file()).find(JobKind::TrainingJob, "a")->document["FailureReason"],
            "\xEF\xBF\xBD is not a number");
}

TEST_F(RegistryFile, SaysThatAFileIsNoDatabase) {
  std::filesystem::create_directories(file().parent_path());
  std::ofstream(file()) << std::string(8192, 'x');
  EXPECT_THAT(
      opening_error(file()),
      HasSubstr("registry.sqlite: the registry is damaged or no registry (file is not a "
                "database); move the file away to begin a new one"));
}

TEST_F(RegistryFile, SaysThatADatabaseIsSomeoneElses) {
  Database(file()).execute("CREATE TABLE theirs(a)");
  EXPECT_THAT(
      opening_error(file()),
      HasSubstr("this is a database, but not a registry of jobs; move it away or choose "
                "another home"));
}

TEST_F(RegistryFile, SaysThatANewerProgramWroteIt) {
  Registry(file()).add_tags("arn", {});
  Database(file()).execute("PRAGMA user_version = 99");
  EXPECT_THAT(opening_error(file()),
              HasSubstr("the registry has version 99 and this program "
                        "reads 1"));
}

TEST_F(RegistryFile, SaysThatItIsDamaged) {
  {
    Registry registry(file());
    for (int i = 0; i < 200; ++i)
      ASSERT_TRUE(registry.insert(job("job-" + std::to_string(i))));
  }
  Database(file()).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  {
    std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(4096);
    bytes << std::string(40'000, '\x7F');
  }
  try {
    (void)Registry(file()).list({});
    FAIL() << "a damaged registry was read";
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Configuration);
    EXPECT_THAT(error.what(),
                HasSubstr("the registry is damaged or no registry (database disk "
                          "image is malformed)"));
  }
}

TEST_F(RegistryFile, FindsTheJobsOfADeadProcessAndLetsThemBeClaimed) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool stored = Registry(file()).insert(job("left")) &&
                        Registry(file()).insert(job("done", "Completed"));
    ::_exit(stored ? 0 : 1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  Registry registry(file());
  ASSERT_TRUE(registry.insert(job("mine")));
  const auto orphans = registry.orphans();
  EXPECT_THAT(names(orphans), ElementsAre("left"));
  EXPECT_EQ(process_number(orphans.at(0).owner), std::to_string(child));
  EXPECT_TRUE(registry.claim(JobKind::TrainingJob, "left"));
  EXPECT_TRUE(registry.orphans().empty());
}

TEST_F(RegistryFile, RefusesToTakeAJobFromALivingProcess) {
  int ready[2];
  int done[2];
  ASSERT_EQ(::pipe(ready), 0);
  ASSERT_EQ(::pipe(done), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const bool stored = Registry(file()).insert(job("theirs"));
    char byte = stored ? 'y' : 'n';
    if (::write(ready[1], &byte, 1) != 1 || ::read(done[0], &byte, 1) != 1) ::_exit(1);
    ::_exit(0);
  }
  char byte = 0;
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  EXPECT_EQ(byte, 'y');
  Registry registry(file());
  EXPECT_FALSE(registry.claim(JobKind::TrainingJob, "theirs"));
  EXPECT_TRUE(registry.orphans().empty());
  ASSERT_EQ(::write(done[1], &byte, 1), 1);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(registry.claim(JobKind::TrainingJob, "theirs"));
}

TEST_F(RegistryFile, LetsManyProcessesWriteAtOnce) {
  constexpr int kProcesses = 4;
  constexpr int kRecords = 10;
  for (int process = 0; process < kProcesses; ++process) {
    if (::fork() == 0) {
      Registry registry(file());
      bool all = true;
      for (int i = 0; i < kRecords; ++i) {
        all = registry.insert(job(std::to_string(process) + "-" + std::to_string(i))) &&
              all;
      }
      ::_exit(all ? 0 : 1);
    }
  }
  for (int process = 0; process < kProcesses; ++process) {
    int status = 0;
    ::wait(&status);
    EXPECT_EQ(status, 0);
  }
  Query query;
  query.limit = 1000;
  EXPECT_EQ(Registry(file()).list(query).size(), std::size_t{kProcesses * kRecords});
}

TEST(ProcessIdentity, KnowsThisProcessAndNoOther) {
  EXPECT_TRUE(is_alive(this_process()));
  EXPECT_FALSE(is_alive(""));
  EXPECT_FALSE(is_alive("another-boot 1 1"));
  EXPECT_EQ(process_number(this_process()), std::to_string(::getpid()));
}

}  // namespace
}  // namespace espalier::jobs
