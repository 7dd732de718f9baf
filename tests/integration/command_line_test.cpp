// The command line: what it accepts, what it refuses, with which message and exit code.

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

#include "tests/integration/espalier.hpp"

namespace espalier::test {
namespace {

using ::testing::TestWithParam;

struct Refusal {
  std::string name;
  std::vector<std::string> arguments;
  int exit_code;
  std::string message;  ///< must be within what is said on stderr
};

void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

class CommandLineRefuses : public TestWithParam<Refusal> {};

TEST_P(CommandLineRefuses, WithAMessageAndAnExitCode) {
  const Espalier espalier;
  const auto result = espalier.run(GetParam().arguments);
  EXPECT_EQ(result.exit_code, GetParam().exit_code) << result.err;
  EXPECT_NE(result.err.find(GetParam().message), std::string::npos) << result.err;
  EXPECT_EQ(result.out, "");
}

INSTANTIATE_TEST_SUITE_P(
    Each, CommandLineRefuses,
    ::testing::Values(
        Refusal{"NoCommand", {}, 64, "Examples:"},
        Refusal{"UnknownCommand",
                {"tnue"},
                64,
                "there is no command \"tnue\"; did you mean \"tune\"?"},
        Refusal{"UnknownFlag", {"tune", "--rnage", "a=0:1"}, 64, "--rnage"},
        Refusal{"UnknownFormat", {"list", "models", "--format", "xml"}, 64, "xml"},
        Refusal{"NoRequest", {"transform"}, 64, "there is no request: name a JSON file"},
        Refusal{"TwoRequests",
                {"transform", "a.json", "--cli-input-json", "{}"},
                64,
                "there are two requests"},
        Refusal{"FlagsBesideARequest",
                {"tune", "a.json", "--train", "t.csv"},
                64,
                "--train stands beside a request"},
        Refusal{"NoSuchRequestFile", {"tune", "/no/such.json"}, 66, "/no/such.json"},
        Refusal{"RequestThatIsNoJson",
                {"tune", "--cli-input-json", "{\"A\": }"},
                65,
                "<command line>:1:7: not JSON"},
        Refusal{"RequestWithoutItsRequiredMembers",
                {"transform", "--cli-input-json", "{\"ModelName\": \"m\"}"},
                65,
                "ValidationException: "},
        Refusal{"UnknownKind", {"describe", "endpoint", "e"}, 64, "there is no kind"},
        Refusal{"UnknownJob", {"describe", "tuning-job", "none"}, 66, "none"},
        Refusal{"NoLog", {"logs", "none"}, 66, "no job \"none\" has written a log"},
        Refusal{"UnknownRecipe",
                {"generate", "--recipe", "iris", "--output", "/tmp"},
                66,
                "datasets/friedman1.json"},
        Refusal{"OutputThatIsNoFolder",
                {"generate", "--output", "/dev/null/x"},
                73,
                "/dev/null/x"},
        Refusal{"ModelThatIsNotThere",
                {"predict", "--model", "/no/model.tar.gz"},
                66,
                "/no/model.tar.gz"}),
    [](const auto& each) { return each.param.name; });

TEST(CommandLine, HelpTeachesEveryCommandWithExamples) {
  const Espalier espalier;
  const auto help = espalier.run({"--help"});
  ASSERT_EQ(help.exit_code, 0);
  for (const char* command :
       {"run-sample", "generate", "tune", "train", "create-model", "transform", "predict",
        "describe", "list", "logs", "check", "doctor"}) {
    EXPECT_NE(help.out.find(std::string("\n  ") + command), std::string::npos) << command;
    const auto own = espalier.run({command, "--help"});
    EXPECT_EQ(own.exit_code, 0) << command;
    EXPECT_NE(own.out.find("Examples:\n  espalier " + std::string(command)),
              std::string::npos)
        << own.out;
  }
}

TEST(CommandLine, SaysItsVersion) {
  const auto result = Espalier().run({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out.find("espalier "), 0U) << result.out;
}

TEST(CommandLine, PrintsSkeletonsThatTheApiTakesForItsOwn) {
  const Espalier espalier;
  for (const char* command : {"tune", "train", "create-model", "transform"}) {
    const auto result = espalier.run({command, "--generate-cli-skeleton"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_TRUE(nlohmann::json::parse(result.out).is_object()) << command;
  }
}

TEST(CommandLine, PrintsTheRequestThatFlagsMakeAndTheRequestRunsTheSame) {
  const Espalier espalier;
  ASSERT_EQ(espalier
                .run({"generate", "--recipe", "friedman1", "--rows", "300", "--output",
                      espalier.path("d")})
                .exit_code,
            0);
  const std::vector<std::string> flags = {"tune",
                                          "--train",
                                          espalier.path("d/train.csv"),
                                          "--validation",
                                          espalier.path("d/validation.csv"),
                                          "--range",
                                          "alpha=0:10",
                                          "--range",
                                          "max_depth=1:4",
                                          "--set",
                                          "num_round=5",
                                          "--jobs",
                                          "3",
                                          "--seed",
                                          "4",
                                          "--name",
                                          "mine"};
  auto printing = flags;
  printing.emplace_back("--print-request");
  const auto request = espalier.run(printing);
  ASSERT_EQ(request.exit_code, 0) << request.err;
  const auto ran = espalier.json(flags);
  EXPECT_EQ(ran.at("HyperParameterTuningJobStatus"), "Completed");

  // The data is where the flags put it, so the printed request runs under another name.
  auto other = nlohmann::json::parse(request.out);
  other["HyperParameterTuningJobName"] = "other";
  RunSettings settings;
  settings.input = other.dump();
  const auto again = espalier.run({"tune", "-", "--format", "json"}, settings);
  ASSERT_EQ(again.exit_code, 0) << again.err;
  const auto best = [](const nlohmann::json& job) {
    return job.at("BestTrainingJob").at("TunedHyperParameters");
  };
  EXPECT_EQ(best(nlohmann::json::parse(again.out)), best(ran));
}

TEST(CommandLine, PredictGivesWhatTheTransformJobGave) {
  const Espalier espalier;
  const auto sample = espalier.json({"run-sample"});
  const auto model =
      sample.at("Model").at("PrimaryContainer").at("ModelDataUrl").get<std::string>();
  const std::string bucket = "s3://amzn-s3-demo-bucket";
  const auto to_stdout =
      espalier.run({"predict", "--model", model, "--input", bucket + "/csv/test.csv"});
  ASSERT_EQ(to_stdout.exit_code, 0) << to_stdout.err;
  const std::string expected =
      file_bytes(espalier.s3() + "/amzn-s3-demo-bucket/output/test.csv.out");
  EXPECT_EQ(to_stdout.out, expected);

  RunSettings settings;
  settings.input = file_bytes(espalier.s3() + "/amzn-s3-demo-bucket/csv/test.csv");
  ASSERT_EQ(espalier
                .run({"predict", "--model", model, "--output", espalier.path("out.csv")},
                     settings)
                .exit_code,
            0);
  EXPECT_EQ(file_bytes(espalier.path("out.csv")), expected);
}

TEST(CommandLine, PredictNamesTheCellThatIsNoNumberAndWritesNothing) {
  const Espalier espalier;
  const auto sample = espalier.json({"run-sample"});
  const auto model =
      sample.at("Model").at("PrimaryContainer").at("ModelDataUrl").get<std::string>();
  write_file(espalier.path("bad.csv"), "1,2\n3,x\n");
  const auto result =
      espalier.run({"predict", "--model", model, "--input", espalier.path("bad.csv"),
                    "--output", espalier.path("out.csv")});
  EXPECT_EQ(result.exit_code, 65);
  EXPECT_NE(result.err.find("bad.csv:2:3"), std::string::npos) << result.err;
  EXPECT_THROW(file_bytes(espalier.path("out.csv")), std::runtime_error);
}

TEST(CommandLine, CheckSaysWhatTheRealServiceWouldDo) {
  const Espalier espalier;
  const auto result = espalier.run(
      {"check", std::string(ESPALIER_SOURCE_DIR) +
                    "/configs/requests/create-hyper-parameter-tuning-job.json"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_NE(result.out.find("precision_dtype"), std::string::npos) << result.out;
}

TEST(CommandLine, DoctorFindsAFreshHomeFit) {
  const Espalier espalier;
  const auto result = espalier.run({"doctor"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
}

TEST(CommandLine, DoctorFindsABrokenRegistry) {
  const Espalier espalier;
  ASSERT_EQ(espalier.run({"run-sample"}).exit_code, 0);
  write_file(espalier.home() + "/registry.sqlite",
             "this is no database, and long enough");
  EXPECT_EQ(espalier.run({"doctor"}).exit_code, 78);
}

TEST(CommandLine, QuietSaysNothingOnStderr) {
  const Espalier espalier;
  const auto result = espalier.run({"generate", "--output", espalier.path("d"), "-q"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.err, "");
}

}  // namespace
}  // namespace espalier::test
