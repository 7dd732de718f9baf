#include "data/delimiter.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "data/excerpt.hpp"

namespace espalier::data {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_alphanumeric(char byte) noexcept {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

bool is_quote(char byte) noexcept { return byte == '"' || byte == '\''; }

/// The class [^\w\n"'] of the sniffer's expressions, which searches one line.
bool may_delimit(char byte) noexcept {
  return static_cast<unsigned char>(byte) < 0x80U && !is_alphanumeric(byte) &&
         byte != '_' && !is_quote(byte);
}

/// The delimiters that one of the sniffer's four expressions finds, in order. `matched`
/// says whether there was a match, since the fourth has no delimiter to find.
struct QuoteGuess {
  bool matched = false;
  std::string delimiters;
};

/// Where the delimiter, an optional space and a quote stand at `at`: the quote's place.
std::size_t quote_after_delimiter(std::string_view line, std::size_t at) noexcept {
  if (!may_delimit(line[at])) return kNone;
  std::size_t quote = at + 1;
  if (quote < line.size() && line[quote] == ' ') ++quote;
  return quote < line.size() && is_quote(line[quote]) ? quote : kNone;
}

/// (delim)( ?)(quote).*?(quote)(delim): text in quotes between two equal delimiters.
QuoteGuess between_delimiters(std::string_view line) {
  QuoteGuess guess;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t quote = quote_after_delimiter(line, at);
    const std::array<char, 2> ending = {quote == kNone ? '\0' : line[quote], line[at]};
    const std::size_t end =
        quote == kNone ? kNone : line.find({ending.data(), ending.size()}, quote + 1);
    if (end == kNone) {
      ++at;
      continue;
    }
    guess.matched = true;
    guess.delimiters += line[at];
    at = end + 2;
  }
  return guess;
}

/// ^(quote).*?(quote)(delim)( ?): text in quotes at the front.
QuoteGuess at_the_front(std::string_view line) {
  if (line.empty() || !is_quote(line.front())) return {};
  for (std::size_t at = 1; at + 1 < line.size(); ++at) {
    if (line[at] == line.front() && may_delimit(line[at + 1])) {
      return {true, std::string(1, line[at + 1])};
    }
  }
  return {};
}

/// (delim)( ?)(quote).*?(quote)$: text in quotes at the end.
QuoteGuess at_the_end(std::string_view line) {
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::size_t quote = quote_after_delimiter(line, at);
    if (quote != kNone && quote + 1 < line.size() && line.back() == line[quote]) {
      return {true, std::string(1, line[at])};
    }
  }
  return {};
}

/// The most frequent of the delimiters that stand around quotes, the earliest of equals.
std::optional<char> from_quotes(std::string_view line) {
  QuoteGuess guess = between_delimiters(line);
  if (!guess.matched) guess = at_the_front(line);
  if (!guess.matched) guess = at_the_end(line);
  std::optional<char> best;
  std::ptrdiff_t most = 0;
  for (const char candidate : guess.delimiters) {
    const auto times = std::ranges::count(guess.delimiters, candidate);
    if (times > most) {
      most = times;
      best = candidate;
    }
  }
  return best;
}

/// One line is consistent in every character it has, so the preferred ones decide, then
/// the frequency, then the code.
std::optional<char> from_frequencies(std::string_view line) {
  constexpr std::size_t kCodes = 127;  // the sniffer leaves out DEL
  std::array<std::size_t, kCodes> times{};
  for (const char byte : line) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < kCodes) ++times[code];
  }
  const auto distinct = std::ranges::count_if(times, [](auto n) { return n > 0; });
  if (distinct > 1) {
    for (const char preferred : {',', '\t', ';', ' ', ':'}) {
      if (times[static_cast<unsigned char>(preferred)] > 0) return preferred;
    }
  }
  std::optional<char> best;
  std::size_t most = 1;
  for (std::size_t code = 0; code < kCodes; ++code) {
    if (times[code] >= most) {
      most = times[code];
      best = static_cast<char>(code);
    }
  }
  return best;
}

}  // namespace

std::optional<char> sniff_delimiter(std::string_view line) {
  const std::optional<char> quoted = from_quotes(line);
  return quoted ? quoted : from_frequencies(line);
}

bool cannot_delimit_numbers(char byte) noexcept {
  return is_alphanumeric(byte) || static_cast<unsigned char>(byte) >= 0x80U ||
         std::string_view("\"+-.\r\n\0", 7).find(byte) != kNone;
}

char container_delimiter(std::string_view line, const Position& where) {
  const std::optional<char> sniffed = sniff_delimiter(line);
  if (!sniffed) {
    throw Error(ErrorKind::BadData, where,
                "Could not determine delimiter on line " +
                    printable(first_characters(line, 50)) +
                    ":\nCould not determine delimiter");
  }
  return cannot_delimit_numbers(*sniffed) ? ',' : *sniffed;
}

}  // namespace espalier::data
