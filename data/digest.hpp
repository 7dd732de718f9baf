/// MD5 (RFC 1321: S3's ETag) and SHA-256 (FIPS 180-4) of bytes that come piece by piece.
///
/// MD5 is here because S3's ETag is; it protects nothing. One digest belongs to one
/// thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "data/byte_source.hpp"

namespace espalier::data {

enum class DigestKind { Md5, Sha256 };

class Digest {
 public:
  /// Throws: data::Error (NotPermitted) if the system's OpenSSL has that digest switched
  /// off (MD5, in FIPS mode).
  explicit Digest(DigestKind kind);
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void update(std::string_view bytes);

  /// Lower-case hexadecimal digits of all that was given so far; begins anew.
  [[nodiscard]] std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest of `bytes`.
[[nodiscard]] std::string digest_of(DigestKind kind, std::string_view bytes);

/// The digest of all that `source` still gives.
[[nodiscard]] std::string digest_of(DigestKind kind, ByteSource& source);

}  // namespace espalier::data
