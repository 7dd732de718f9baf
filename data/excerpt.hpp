/// Foreign text made safe to stand in a message.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace espalier::data {

/// `text` in double quotes, cut to `limit` characters (then it ends in "..."), with
/// quotes, backslashes, control bytes and what is not UTF-8 escaped (\", \\, \t, \r, \n,
/// \x1b).
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t limit = 40);

/// `text` with control bytes and what is not UTF-8 escaped, and nothing else changed: for
/// messages whose wording is given.
[[nodiscard]] std::string printable(std::string_view text);

/// The first `count` characters of UTF-8 text, as Python's text[:count]; a byte that
/// belongs to no character counts as one.
[[nodiscard]] std::string_view first_characters(std::string_view text,
                                                std::size_t count) noexcept;

}  // namespace espalier::data
