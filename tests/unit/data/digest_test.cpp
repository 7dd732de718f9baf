#include "data/digest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/byte_source.hpp"

namespace espalier::data {
namespace {

/// So many letters "a", 1,000 at a time.
class Letters final : public ByteSource {
 public:
  explicit Letters(std::size_t left) : left_(left) {}
  std::size_t read(std::span<char> buffer) override {
    const std::size_t count = std::min({left_, buffer.size(), std::size_t{1000}});
    std::fill_n(buffer.begin(), count, 'a');
    left_ -= count;
    return count;
  }
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override { return {}; }

 private:
  std::size_t left_;
  std::string name_ = "letters";
};

// RFC 1321, appendix A.5.
TEST(Digest, GivesTheMd5OfTheRfcsSuite) {
  EXPECT_EQ(digest_of(DigestKind::Md5, ""), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(digest_of(DigestKind::Md5, "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(digest_of(DigestKind::Md5, "message digest"),
            "f96b697d7cb7938d525a2f31aaf161d0");
}

// FIPS 180-4's examples: one block and two blocks.
TEST(Digest, GivesTheSha256OfTheStandardsExamples) {
  EXPECT_EQ(digest_of(DigestKind::Sha256, "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(digest_of(DigestKind::Sha256,
                      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Digest, DoesNotDependOnThePieces) {
  const std::string bytes(100000, 'x');
  Digest digest(DigestKind::Md5);
  for (std::size_t at = 0; at < bytes.size(); at += 777) {
    digest.update(std::string_view(bytes).substr(at, 777));
  }
  EXPECT_EQ(digest.finish(), digest_of(DigestKind::Md5, bytes));
}

TEST(Digest, BeginsAnewAfterFinish) {
  Digest digest(DigestKind::Sha256);
  digest.update("something else");
  EXPECT_EQ(digest.finish().size(), 64U);
  digest.update("abc");
  EXPECT_EQ(digest.finish(), digest_of(DigestKind::Sha256, "abc"));
}

TEST(Digest, ReadsASourceToItsEnd) {
  Letters million(1000000);  // FIPS 180-4's third example
  EXPECT_EQ(digest_of(DigestKind::Sha256, million),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace
}  // namespace espalier::data
