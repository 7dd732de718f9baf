#include "engine/xgb/check.hpp"

#include <xgboost/c_api.h>

#include <regex>
#include <string>

#include "engine/error.hpp"

namespace espalier::xgb {
namespace {

/// "[07:11:02] ./src/objective/objective.cc:26: Unknown objective …\nStack trace:\n…" to
/// "Unknown objective …": the front is XGBoost's clock and source, the tail its stack.
std::string clean(std::string text) {
  if (const auto trace = text.find("Stack trace:"); trace != std::string::npos) {
    text.erase(trace);
  }
  // A file of XGBoost's and its line, up to the ": " before the message proper.
  static const std::regex kFront(R"(^\[\d\d:\d\d:\d\d\] \S+:\d+: )");
  text = std::regex_replace(text, kFront, "");
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

void check(int code) {
  if (code == 0) return;
  std::string message = clean(XGBGetLastError());
  if (message.empty()) message = "XGBoost failed and does not say why";
  throw engine::Error(engine::ErrorKind::Internal, "AlgorithmError", message);
}

}  // namespace espalier::xgb
