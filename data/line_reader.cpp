#include "data/line_reader.hpp"

#include <algorithm>
#include <utility>

namespace espalier::data {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

}  // namespace

std::size_t NextByte::find(const ByteWindow& window) noexcept {
  const std::string_view unread = window.unread();
  const std::uint64_t front = window.offset();
  if (known_ < front) {
    known_ = front;
    found_ = false;
  }
  if (!found_) {
    const std::size_t at = unread.find(wanted_, known_ - front);
    found_ = at != kNone;
    known_ = front + (found_ ? at : unread.size());
  }
  return known_ - front;
}

void LineReader::start() {
  started_ = true;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  while (window_.unread().size() < kByteOrderMark.size() && window_.extend()) {
  }
  if (window_.unread().starts_with(kByteOrderMark)) {
    window_.consume(kByteOrderMark.size());
  }
}

/// The bytes up to the newline, or to the end, or more than the bound; nothing if there
/// is nothing left.
std::optional<std::size_t> LineReader::find_end() {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t newline = window_.unread().find('\n', searched);
    if (newline != kNone) return newline;
    searched = window_.unread().size();
    if (searched > max_line_bytes_ + 1) return searched;
    if (!window_.extend()) {
      return searched == 0 ? std::nullopt : std::optional(searched);
    }
  }
}

std::optional<std::string_view> LineReader::next() {
  if (!started_) start();
  window_.consume(std::exchange(used_, 0));
  line_ = next_line_;
  const std::optional<std::size_t> end = find_end();
  if (!end) return std::nullopt;
  const std::size_t nul = next_nul_.find(window_);
  if (nul < *end && nul <= max_line_bytes_) {
    throw Error(ErrorKind::BadData, {name(), line_, nul + 1},
                "a NUL byte; the file is not plain text, save it as UTF-8");
  }
  return set_length(*end, 0);
}

std::string_view LineReader::set_length(std::size_t length, std::uint64_t line_ends) {
  const std::string_view unread = window_.unread();
  used_ = std::min(length + 1, unread.size());
  next_line_ = line_ + line_ends + 1;
  length_ = length;
  if (length > 0 && unread[length - 1] == '\r') --length;
  if (length > max_line_bytes_) {
    throw Error(ErrorKind::BadData, {name(), line_, max_line_bytes_ + 1},
                "the line is longer than " + std::to_string(max_line_bytes_) +
                    " bytes; check that its lines end in LF or CRLF, or raise the limit");
  }
  return unread.substr(0, length);
}

}  // namespace espalier::data
