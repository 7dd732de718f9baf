/// A regular expression of the service model, as AWS writes them (Java's): the whole text
/// must match.
///
/// Any number of threads may use one; it is compiled when first used.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace espalier::jobs {

class Pattern {
 public:
  /// `expression` is ECMAScript's.
  explicit Pattern(std::string expression);
  ~Pattern();
  Pattern(Pattern&&) noexcept;
  Pattern& operator=(Pattern&&) noexcept;
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// Complexity: linear for the expressions of the model; the stack grows with the text,
  /// so the caller bounds its length first.
  [[nodiscard]] bool matches(std::string_view text) const;

 private:
  struct Compiled;
  std::string expression_;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace espalier::jobs
