#include "engine/artifact/model_archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "data/error.hpp"
#include "engine/error.hpp"
#include "tests/support/gzip.hpp"

namespace espalier::artifact {
namespace {

using namespace std::string_literals;
using test::gzip;
using testing::HasSubstr;

std::string packed(std::string_view model) {
  std::string archive;
  const auto sink = data::to_string(archive);
  write_model_archive(*sink, model);
  sink->commit();
  return archive;
}

std::string read(const std::string& archive, std::uint64_t max_bytes = 1U << 30U) {
  const auto source = data::from_memory(archive, "model.tar.gz");
  return read_model_archive(*source, max_bytes);
}

/// What read_model_archive says of an archive, or nothing if it takes it.
std::string refusal(const std::string& archive, std::uint64_t max_bytes = 1U << 30U) {
  try {
    (void)read(archive, max_bytes);
  } catch (const engine::Error& error) {
    EXPECT_EQ(error.kind(), engine::ErrorKind::Validation);
    EXPECT_EQ(error.aws_name(), "ClientError");
    EXPECT_THAT(error.what(), testing::StartsWith("model.tar.gz: "));
    return error.what();
  }
  return "";
}

std::string gunzip(const std::string& archive) {
  const auto source = data::gunzip(data::from_memory(archive));
  return data::read_all(*source);
}

/// One entry of a tar:
/// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
struct Entry {
  std::string name;
  std::string content = {};
  char type = '0';
  std::string link = {};
};

std::string tar(const std::vector<Entry>& entries) {
  std::string bytes;
  for (const auto& [name, content, type, link] : entries) {
    std::string header(512, '\0');
    const auto put = [&](std::size_t at, const std::string& text) {
      header.replace(at, text.size(), text);
    };
    char size[12];
    std::snprintf(size, sizeof size, "%011zo", content.size());
    put(0, name);
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, size);
    put(136, "00000000000");
    put(148, "        ");
    put(156, std::string(1, type));
    put(157, link);
    put(257, "ustar\00000"s);
    unsigned sum = 0;
    for (const char c : header) sum += static_cast<unsigned char>(c);
    char checksum[8];
    std::snprintf(checksum, sizeof checksum, "%06o", sum);
    put(148, std::string(checksum) + '\0');
    bytes += header + content + std::string((512 - content.size() % 512) % 512, '\0');
  }
  return bytes + std::string(1024, '\0');
}

std::string archive_of(const std::vector<Entry>& entries) { return gzip(tar(entries)); }

TEST(ModelArchive, GivesBackWhatItTook) {
  for (const std::size_t size : {0U, 1U, 511U, 512U, 513U, 300'000U}) {
    std::string model(size, '\0');
    for (std::size_t i = 0; i < size; ++i) model[i] = static_cast<char>(i * i % 251);
    EXPECT_EQ(read(packed(model)), model) << size;
  }
}

TEST(ModelArchive, HasTheSameBytesForTheSameModel) {
  EXPECT_EQ(packed("a model"), packed("a model"));
}

TEST(ModelArchive, NamesNoTimeOwnerOrSystem) {
  const auto archive = packed("a model");
  // RFC 1952: magic, deflate, no flags, a time of 0, no extra flags, system 255
  // (unknown).
  EXPECT_EQ(archive.substr(0, 10), "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"s);
  const auto bytes = gunzip(archive);
  EXPECT_EQ(bytes, tar({{.name = "xgboost-model", .content = "a model"}}));
}

TEST(ModelArchive, TakesTheOnlyFileWhateverItsName) {
  EXPECT_EQ(read(archive_of({{.name = "./", .type = '5'}, {"./model.json", "x"}})), "x");
}

TEST(ModelArchive, PrefersTheModelByName) {
  EXPECT_EQ(read(archive_of({{"README", "r"}, {"xgboost-model", "x"}})), "x");
  EXPECT_EQ(read(archive_of({{"xgboost-model", "x"}, {"README", "r"}})), "x");
}

TEST(ModelArchive, PassesOverDotfilesAndFilesInFolders) {
  EXPECT_EQ(read(archive_of({{"._xgboost-model", "mac"},
                             {.name = "code/", .type = '5'},
                             {"code/inference.py", "import os"},
                             {"model", "x"}})),
            "x");
}

TEST(ModelArchive, ReadsPaxHeaders) {
  // A pax record may rename what follows it.
  EXPECT_EQ(
      read(archive_of({{.name = "pax", .content = "22 path=xgboost-model\n", .type = 'x'},
                       {"short", "x"},
                       {"other", "y"}})),
      "x");
}

TEST(ModelArchive, RefusesSeveralModels) {
  const auto said =
      refusal(archive_of({{"xgboost-model-0", "x"}, {"xgboost-model-1", "y"}}));
  EXPECT_THAT(said, HasSubstr("several models (xgboost-model-0, xgboost-model-1)"));
  EXPECT_THAT(said, HasSubstr("an ensemble is not supported"));
}

TEST(ModelArchive, RefusesAnArchiveWithoutAModel) {
  EXPECT_THAT(refusal(archive_of({})), HasSubstr("holds no model"));
  EXPECT_THAT(refusal(archive_of({{"code/model", "x"}})), HasSubstr("holds no model"));
  EXPECT_THAT(refusal(archive_of({{".model", "x"}})), HasSubstr("holds no model"));
}

TEST(ModelArchive, RefusesNamesThatLeadOut) {
  EXPECT_THAT(refusal(archive_of({{"/xgboost-model", "x"}})), HasSubstr("absolute name"));
  EXPECT_THAT(refusal(archive_of({{"../xgboost-model", "x"}})), HasSubstr("leads out"));
  EXPECT_THAT(refusal(archive_of({{"a/../../b", "x"}, {"xgboost-model", "x"}})),
              HasSubstr("leads out"));
  EXPECT_THAT(refusal(archive_of({{"xgboost-model", "x"}, {"..", "x"}})),
              HasSubstr("leads out"));
}

TEST(ModelArchive, RefusesLinks) {
  EXPECT_THAT(refusal(archive_of({{"xgboost-model", "", '2', "/etc/passwd"}})),
              HasSubstr("holds the link \"xgboost-model\""));
  EXPECT_THAT(refusal(archive_of({{"a", "x"}, {"xgboost-model", "", '1', "a"}})),
              HasSubstr("holds the link \"xgboost-model\""));
}

TEST(ModelArchive, RefusesDevicesAndPipes) {
  for (const char type : {'3', '4', '6'}) {
    EXPECT_THAT(refusal(archive_of({{"xgboost-model", "", type}})),
                HasSubstr("neither a file nor a folder"));
  }
}

TEST(ModelArchive, RefusesAFolderInTheModelsPlace) {
  EXPECT_THAT(refusal(archive_of({{.name = "xgboost-model/", .type = '5'},
                                  {"xgboost-model/model", "x"}})),
              HasSubstr("holds a folder \"xgboost-model\""));
}

TEST(ModelArchive, RefusesOneNameTwice) {
  EXPECT_THAT(refusal(archive_of({{"xgboost-model", "x"}, {"./xgboost-model", "y"}})),
              HasSubstr("holds \"xgboost-model\" twice"));
}

TEST(ModelArchive, RefusesTooManyEntries) {
  std::vector<Entry> entries(1001);
  for (std::size_t i = 0; i < entries.size(); ++i)
    entries[i].name = "f/" + std::to_string(i);
  EXPECT_THAT(refusal(archive_of(entries)), HasSubstr("more than 1000 entries"));
}

TEST(ModelArchive, RefusesWhatUnpacksBeyondTheBound) {
  const auto archive = packed(std::string(100'000, 'x'));
  EXPECT_EQ(refusal(archive, 102'400), "");  // the tar around it is 1.5 KiB and more
  EXPECT_THAT(refusal(archive, 100'000), HasSubstr("unpacks to more than 100000 bytes"));
}

TEST(ModelArchive, RefusesABomb) {
  // 80 MB of one letter in 80 kB: within the bound of bytes, and a thousandfold.
  const auto archive = packed(std::string(80'000'000, 'x'));
  EXPECT_THAT(refusal(archive), HasSubstr("unpacks to more than 400 times its size"));
  EXPECT_THAT(refusal(archive_of({{"f/bomb", std::string(80'000'000, 'x')}})),
              HasSubstr("unpacks to more than 400 times its size"));
}

TEST(ModelArchive, RefusesASizeThatTheBytesDoNotBack) {
  auto bytes = tar({{"xgboost-model", "x"}});
  bytes.resize(1024);
  bytes.replace(124, 11, "77777777777");
  unsigned sum = 8 * ' ';
  for (std::size_t i = 0; i < 512; ++i) {
    if (i < 148 || i >= 156) sum += static_cast<unsigned char>(bytes[i]);
  }
  char checksum[8];
  std::snprintf(checksum, sizeof checksum, "%06o", sum);
  bytes.replace(148, 6, checksum);
  EXPECT_THAT(refusal(gzip(bytes)), HasSubstr("is not a whole tar"));
}

TEST(ModelArchive, RefusesAnArchiveCutShortAnywhere) {
  const auto archive = packed("a model of some length, cut short");
  for (std::size_t size = 0; size < archive.size(); ++size) {
    EXPECT_NE(refusal(archive.substr(0, size)), "") << size;
  }
}

TEST(ModelArchive, RefusesAContentThatItsChecksumDenies) {
  auto archive = packed("a model");
  archive[archive.size() - 8] ^= 1;  // RFC 1952: CRC32, then the length
  EXPECT_NE(refusal(archive), "");
}

TEST(ModelArchive, RefusesWhatIsNoArchive) {
  EXPECT_NE(refusal("hello, world"), "");
  EXPECT_THAT(refusal(gzip("hello, world")), HasSubstr("is not a whole tar"));
  EXPECT_THAT(refusal("{\"learner\":{}}"), HasSubstr("is a model itself"));
  EXPECT_THAT(refusal("binf" + std::string(200, '\0')),
              HasSubstr("tar czf model.tar.gz"));
}

TEST(ModelArchive, LetsTheSourcesOwnFailureThrough) {
  class Broken final : public data::ByteSource {
   public:
    std::size_t read(std::span<char> /*buffer*/) override {
      throw data::Error(data::ErrorKind::InputOutput, "the disk is gone");
    }
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }
    [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
      return {};
    }

   private:
    std::string name_ = "broken";
  };
  Broken source;
  EXPECT_THROW((void)read_model_archive(source), data::Error);
}

TEST(ModelFileFormat, IsToldByTheFirstBytes) {
  EXPECT_EQ(format_of("{\"learner\":{}}"), ModelFileFormat::Json);
  EXPECT_EQ(format_of(" \n{}"), ModelFileFormat::Json);
  EXPECT_EQ(format_of("{L\0\0"s), ModelFileFormat::Ubjson);
  EXPECT_EQ(format_of("{i\x07learner"), ModelFileFormat::Ubjson);
  EXPECT_EQ(format_of("binf\0\0\0?"s), ModelFileFormat::Binary);
  EXPECT_EQ(format_of(std::string(136, '\0') + "\x0a\0\0\0\0\0\0\0reg:linear"s),
            ModelFileFormat::Binary);
  EXPECT_EQ(format_of("\x80\x02"
                      "cxgboost.core"),
            ModelFileFormat::Pickle);
  EXPECT_EQ(format_of("ccopy_reg\n_reconstructor"), ModelFileFormat::Pickle);
  EXPECT_EQ(format_of(""), ModelFileFormat::Unknown);
  EXPECT_EQ(format_of("\x1f\x8b"), ModelFileFormat::Unknown);
  EXPECT_EQ(format_of(std::string(200, '\0')), ModelFileFormat::Unknown);
}

}  // namespace
}  // namespace espalier::artifact
