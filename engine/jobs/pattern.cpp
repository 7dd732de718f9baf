#include "engine/jobs/pattern.hpp"

#include <mutex>
#include <regex>
#include <utility>

namespace espalier::jobs {

struct Pattern::Compiled {
  std::once_flag once;
  std::regex regex;
};

Pattern::Pattern(std::string expression)
    : expression_(std::move(expression)), compiled_(std::make_unique<Compiled>()) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::matches(std::string_view text) const {
  // The expressions that long texts have are answered without std::regex, whose stack
  // grows with the text.
  if (expression_ == "[\\S\\s]*") return true;
  const bool one_line = text.find_first_of("\n\r") == std::string_view::npos;
  if (expression_ == ".*") return one_line;
  if (expression_ == ".+") return one_line && !text.empty();
  std::call_once(compiled_->once, [this] { compiled_->regex.assign(expression_); });
  return std::regex_match(text.begin(), text.end(), compiled_->regex);
}

}  // namespace espalier::jobs
