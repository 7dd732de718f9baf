#include <gtest/gtest.h>

#include <string>

#include "data/error.hpp"
#include "engine/cli/request.hpp"
#include "engine/error.hpp"
#include "tests/support/program.hpp"
#include "tests/support/scratch_folder.hpp"

namespace espalier::cli {
namespace {

std::string refusal(const std::string& text) {
  try {
    parse_json(text, "request.json");
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    return error.what();
  }
  return "accepted";
}

TEST(Request, NamesThePlaceOfASyntaxError) {
  EXPECT_EQ(
      refusal("{\n  \"A\": 1,\n  \"B\": }"),
      "request.json:3:8: not JSON: syntax error while parsing value - unexpected '}'; "
      "expected '[', '{', or a literal; mend the text there");
}

TEST(Request, RefusesAMemberThatStandsTwice) {
  EXPECT_EQ(refusal(R"({"A": {"B": 1, "B": 2}})"),
            "request.json: the member \"B\" stands twice in one object; remove one");
}

TEST(Request, AcceptsTheSameMemberInTwoObjects) {
  EXPECT_EQ(parse_json(R"([{"A": 1}, {"A": 2}])", "x").dump(), R"([{"A":1},{"A":2}])");
}

TEST(Request, RefusesDeepNestingBeforeItCosts) {
  EXPECT_EQ(refusal(std::string(8U << 20U, '[')),
            "request.json: the JSON is nested more than 64 deep; no request is");
}

TEST(Request, AcceptsNestingUpToItsBound) {
  const std::string text = std::string(64, '[') + std::string(64, ']');
  EXPECT_EQ(parse_json(text, "x").dump(), text);
}

TEST(Request, RefusesMoreThanItsBoundInBytes) {
  EXPECT_EQ(refusal("\"" + std::string((16U << 20U) + 1, 'a') + "\""),
            "request.json: longer than 16 MB; no request is");
}

TEST(Request, RefusesANumberThatNoDoubleHolds) {
  EXPECT_EQ(refusal(R"({"A": 1e400})").substr(0, 46),
            "request.json: a number that no double holds: [");
}

TEST(Request, TakesJsonFromTheCommandLine) {
  EXPECT_EQ(read_request(R"({"ModelName": "m"})").at("ModelName"), "m");
}

TEST(Request, TakesAPathAndAFileAddress) {
  const test::ScratchFolder folder;
  const auto path = (folder.path() / "r.json").string();
  test::write_file(path, R"({"A": 1})");
  EXPECT_EQ(read_request(path).dump(), R"({"A":1})");
  EXPECT_EQ(read_request("file://" + path).dump(), R"({"A":1})");
}

TEST(Request, SaysThatAFileIsNotThere) {
  EXPECT_THROW(read_request("/no/such/request.json"), data::Error);
}

TEST(Request, KnowsTheOperationByItsMembers) {
  EXPECT_EQ(operation_of({{"HyperParameterTuningJobName", "a"}}),
            "CreateHyperParameterTuningJob");
  EXPECT_EQ(operation_of({{"TransformJobName", "a"}, {"ModelName", "b"}}),
            "CreateTransformJob");
  EXPECT_EQ(operation_of({{"TrainingJobName", "a"}}), "CreateTrainingJob");
  EXPECT_EQ(
      operation_of({{"ModelName", "a"}, {"PrimaryContainer", jobs::Json::object()}}),
      "CreateModel");
}

TEST(Request, RefusesWhatIsNoOperation) {
  try {
    operation_of({{"ModelName", "a"}});
    FAIL() << "accepted";
  } catch (const engine::Error& error) {
    EXPECT_STREQ(error.what(),
                 "the request is none that is known here: it has none of the members "
                 "HyperParameterTuningJobName, TrainingJobName, TransformJobName, "
                 "PrimaryContainer");
  }
}

}  // namespace
}  // namespace espalier::cli
