#include "data/s3_uri.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "data/error.hpp"

namespace espalier::data {
namespace {

constexpr std::string_view kScheme = "s3://";

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Four groups of one to three digits between dots.
bool looks_like_ip_address(std::string_view name) {
  int groups = 0;
  while (true) {
    const std::size_t dot = std::min(name.find('.'), name.size());
    const std::string_view group = name.substr(0, dot);
    if (group.empty() || group.size() > 3 ||
        !std::all_of(group.begin(), group.end(), is_digit)) {
      return false;
    }
    ++groups;
    if (dot == name.size()) return groups == 4;
    name.remove_prefix(dot + 1);
  }
}

std::string fault_of_letters(std::string_view name) {
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      return "capital letters are not allowed; write it in lower case";
    }
    if (!is_lower(c) && !is_digit(c) && c != '.' && c != '-') {
      return "only lower-case letters, digits, dots and hyphens are allowed";
    }
  }
  for (const char c : {name.front(), name.back()}) {
    if (!is_lower(c) && !is_digit(c)) {
      return "it must begin and end with a letter or a digit";
    }
  }
  if (name.find("..") != std::string_view::npos) {
    return "two dots may not stand side by side";
  }
  return {};
}

/// The well-formed range of the second byte after lead byte `lead`, and how many bytes
/// follow; 0 followers for a byte that leads nothing.
struct Utf8Lead {
  int followers = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xBF;
};

Utf8Lead utf8_lead(std::uint8_t lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = [&text](std::size_t at) {
      return static_cast<std::uint8_t>(text[at]);
    };
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    const Utf8Lead lead = utf8_lead(byte(i));
    const auto followers = static_cast<std::size_t>(lead.followers);
    if (followers == 0 || text.size() - i <= followers) return false;
    if (byte(i + 1) < lead.low || byte(i + 1) > lead.high) return false;
    for (std::size_t k = 2; k <= followers; ++k) {
      if (byte(i + k) < 0x80 || byte(i + k) > 0xBF) return false;
    }
    i += followers + 1;
  }
  return true;
}

std::string fault_of_bucket_name(std::string_view name) {
  if (name.empty()) return "it is missing; write s3://BUCKET/KEY";
  if (name.size() < 3 || name.size() > 63) {
    return "it has " + std::to_string(name.size()) +
           " characters; between 3 and 63 are allowed";
  }
  std::string fault = fault_of_letters(name);
  if (!fault.empty()) return fault;
  if (looks_like_ip_address(name)) return "it may not look like an IP address";
  // S3 also keeps "amzn-s3-demo-" to itself, for the examples of its documentation; those
  // are run here, so that name is accepted.
  for (const std::string_view prefix : {"xn--", "sthree-"}) {
    if (name.starts_with(prefix)) {
      return "S3 reserves names that begin with " + std::string(prefix);
    }
  }
  for (const std::string_view suffix :
       {"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"}) {
    if (name.ends_with(suffix)) {
      return "S3 reserves names that end with " + std::string(suffix);
    }
  }
  return {};
}

void check_bucket_name(std::string_view name) {
  const std::string fault = fault_of_bucket_name(name);
  if (fault.empty()) return;
  throw Error(ErrorKind::BadArgument,
              "bucket name \"" + std::string(name) + "\": " + fault);
}

void check_key(std::string_view key) {
  if (key.size() > kMaxKeyBytes) {
    throw Error(ErrorKind::BadArgument,
                "key \"" + std::string(key.substr(0, 40)) + "…\": it has " +
                    std::to_string(key.size()) + " bytes; at most " +
                    std::to_string(kMaxKeyBytes) + " bytes of UTF-8 are allowed");
  }
  if (!is_utf8(key)) {
    throw Error(ErrorKind::BadArgument,
                "key \"" + std::string(key) + "\": it is not UTF-8; encode it as UTF-8");
  }
}

S3Uri S3Uri::parse(std::string_view text) {
  if (!text.starts_with(kScheme)) {
    throw Error(ErrorKind::BadArgument, "\"" + std::string(text) +
                                            "\" is not an address in S3; write "
                                            "s3://BUCKET/KEY");
  }
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  S3Uri uri;
  uri.bucket = text.substr(0, slash);
  if (slash < text.size()) uri.key = text.substr(slash + 1);
  check_bucket_name(uri.bucket);
  check_key(uri.key);
  return uri;
}

std::string S3Uri::to_string() const {
  std::string text{kScheme};
  text += bucket;
  if (!key.empty()) text += "/" + key;
  return text;
}

S3Uri S3Uri::child(std::string_view name) const {
  name.remove_prefix(std::min(name.find_first_not_of('/'), name.size()));
  S3Uri uri = *this;
  if (!uri.key.empty() && !uri.key.ends_with('/')) uri.key += '/';
  uri.key += name;
  return uri;
}

}  // namespace espalier::data
