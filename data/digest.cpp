#include "data/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"

namespace espalier::data {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};

}  // namespace

struct Digest::State {
  DigestKind kind;
  std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};

  explicit State(DigestKind which) : kind(which) { begin(); }

  void begin() const {
    const bool md5 = kind == DigestKind::Md5;
    check(context
              ? EVP_DigestInit_ex(context.get(), md5 ? EVP_md5() : EVP_sha256(), nullptr)
              : 0);
  }

  void check(int code) const {
    if (code == 1) return;
    const std::string name = kind == DigestKind::Md5 ? "MD5" : "SHA-256";
    throw Error(ErrorKind::NotPermitted,
                "OpenSSL refuses to compute " + name +
                    "; allow it in the system's OpenSSL configuration");
  }
};

Digest::Digest(DigestKind kind) : state_(std::make_unique<State>(kind)) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::string_view bytes) {
  state_->check(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()));
}

std::string Digest::finish() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int length = 0;
  state_->check(EVP_DigestFinal_ex(state_->context.get(), hash.data(), &length));
  std::string text;
  for (unsigned int i = 0; i < length; ++i) {
    text += kDigits[hash[i] >> 4U];
    text += kDigits[hash[i] & 15U];
  }
  state_->begin();
  return text;
}

std::string digest_of(DigestKind kind, std::string_view bytes) {
  Digest digest(kind);
  digest.update(bytes);
  return digest.finish();
}

std::string digest_of(DigestKind kind, ByteSource& source) {
  Digest digest(kind);
  std::vector<char> buffer(std::size_t{1} << 18U);
  while (const std::size_t count = source.read(buffer)) {
    digest.update({buffer.data(), count});
  }
  return digest.finish();
}

}  // namespace espalier::data
