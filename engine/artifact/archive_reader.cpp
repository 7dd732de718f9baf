#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "data/error.hpp"
#include "engine/artifact/model_archive.hpp"
#include "engine/error.hpp"

namespace espalier::artifact {
namespace {

constexpr std::size_t kMaxEntries = 1000;
/// gzip shrinks 1000 times at most; no model comes near this.
constexpr std::uint64_t kMaxRatio = 400;
constexpr std::uint64_t kRatioCountsFrom = std::uint64_t{64} << 20U;

[[noreturn]] void refuse(const std::string& archive, const std::string& what) {
  throw engine::Error(engine::ErrorKind::Validation, "ClientError",
                      archive + ": " + what);
}

/// The compressed bytes, counted, and the first of them kept.
class Packed final : public data::ByteSource {
 public:
  struct Seen {
    std::uint64_t count = 0;
    std::string front;
  };

  Packed(data::ByteSource& source, Seen& seen) : source_(source), seen_(seen) {}
  std::size_t read(std::span<char> buffer) override {
    constexpr std::size_t kFront = 256;  // enough to tell what it is
    const std::size_t got = source_.read(buffer);
    if (seen_.count == 0) seen_.front.assign(buffer.data(), std::min(got, kFront));
    seen_.count += got;
    return got;
  }
  [[nodiscard]] const std::string& name() const noexcept override {
    return source_.name();
  }
  [[nodiscard]] std::optional<std::uint64_t> size() const noexcept override {
    return source_.size();
  }

 private:
  data::ByteSource& source_;
  Seen& seen_;
};

/// The tar inside, as far as the bounds allow.
class Unpacked {
 public:
  Unpacked(data::ByteSource& source, std::uint64_t max_bytes)
      : tar_(data::gunzip(std::make_unique<Packed>(source, packed_))),
        max_bytes_(max_bytes) {}

  std::size_t read() {
    const std::size_t got = unpack();
    unpacked_ += got;
    if (unpacked_ > max_bytes_) {
      refuse(tar_->name(),
             "unpacks to more than " + std::to_string(max_bytes_) + " bytes");
    }
    if (unpacked_ > kRatioCountsFrom && unpacked_ / kMaxRatio > packed_.count) {
      refuse(tar_->name(), "unpacks to more than " + std::to_string(kMaxRatio) +
                               " times its size, as no model does");
    }
    return got;
  }
  [[nodiscard]] const char* data() const noexcept { return buffer_.data(); }

  std::exception_ptr failure;  ///< what read() threw inside libarchive, which is C

 private:
  std::size_t unpack() {
    try {
      return tar_->read(buffer_);
    } catch (const data::Error& error) {
      if (error.kind() != data::ErrorKind::BadData) throw;
      if (format_of(packed_.front) != ModelFileFormat::Unknown) {
        refuse(tar_->name(),
               "is a model itself, not an archive of one; pack it with: tar czf "
               "model.tar.gz xgboost-model");
      }
      throw engine::Error(engine::ErrorKind::Validation, "ClientError", error.what());
    }
  }

  Packed::Seen packed_;
  std::uint64_t unpacked_ = 0;
  std::unique_ptr<data::ByteSource> tar_;
  std::uint64_t max_bytes_;
  std::array<char, std::size_t{1} << 16U> buffer_ = {};
};

la_ssize_t read_block(archive* reader, void* client, const void** block) {
  auto& unpacked = *static_cast<Unpacked*>(client);
  try {
    *block = unpacked.data();
    return static_cast<la_ssize_t>(unpacked.read());
  } catch (...) {
    unpacked.failure = std::current_exception();
    archive_set_error(reader, EIO, "the source failed");
    return -1;
  }
}

struct Free {
  void operator()(archive* reader) const noexcept { archive_read_free(reader); }
};

/// "./a/b" as "a/b".
/// Throws: engine::Error for a name that leads out of the archive.
std::string clean_name(const std::string& archive, std::string_view name) {
  const std::string shown(name);
  if (name.starts_with('/')) refuse(archive, "holds the absolute name \"" + shown + "\"");
  std::string clean;
  while (!name.empty()) {
    const auto part = name.substr(0, name.find('/'));
    if (part == "..")
      refuse(archive, "holds the name \"" + shown + "\", which leads out");
    if (!part.empty() && part != ".") {
      if (!clean.empty()) clean += '/';
      clean += part;
    }
    name.remove_prefix(std::min(name.size(), part.size() + 1));
  }
  return clean;
}

class Reader {
 public:
  Reader(data::ByteSource& source, std::uint64_t max_bytes)
      : name_(source.name()), tar_(source, max_bytes), reader_(archive_read_new()) {
    if (reader_ == nullptr) throw std::bad_alloc();
    archive_read_support_format_tar(reader_.get());
    check(archive_read_open(reader_.get(), &tar_, nullptr, read_block, nullptr));
  }

  std::string model() {
    archive_entry* entry = nullptr;
    while (check(archive_read_next_header(reader_.get(), &entry)) != ARCHIVE_EOF) {
      take(entry);
    }
    while (tar_.read() != 0) {
      // The checksum of a gzip stands at its very end.
    }
    if (named_) return *std::move(named_);
    if (others_.empty()) {
      refuse(name_, "holds no model; put one file \"xgboost-model\" at its root");
    }
    if (others_.size() > 1) {
      std::string list;
      for (const auto& other : others_) list += (list.empty() ? "" : ", ") + other;
      refuse(name_, "holds several models (" + list +
                        "), and an ensemble is not supported; put the one to use at its "
                        "root as \"xgboost-model\"");
    }
    return std::move(other_);
  }

 private:
  /// Returns `code`. Throws: engine::Error where it is an error of the archive, and what
  /// the source threw where that is the cause.
  int check(int code) {
    if (tar_.failure) std::rethrow_exception(tar_.failure);
    if (code < ARCHIVE_WARN) {
      const char* text = archive_error_string(reader_.get());
      refuse(name_, std::string("is not a whole tar: ") +
                        (text != nullptr ? text : "its headers are damaged"));
    }
    return code;
  }

  void take(archive_entry* entry) {
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) refuse(name_, "holds a name that is not text");
    const std::string name = clean_name(name_, path);
    check_type(entry, name);
    if (names_.size() == kMaxEntries) {
      refuse(name_, "holds more than " + std::to_string(kMaxEntries) + " entries");
    }
    if (!names_.insert(name).second) refuse(name_, "holds \"" + name + "\" twice");
    const bool file = archive_entry_filetype(entry) == AE_IFREG;
    if (!file || name.starts_with('.') || name.find('/') != std::string::npos) {
      // The tar reader leaps over the content, and the bounds still count it.
      return;
    }
    if (name == kModelName) {
      named_ = content(name);
      return;
    }
    others_.push_back(name);
    if (others_.size() == 1 && !named_) other_ = content(name);
  }

  void check_type(archive_entry* entry, const std::string& name) {
    const auto type = archive_entry_filetype(entry);
    if (archive_entry_hardlink(entry) != nullptr || type == AE_IFLNK) {
      refuse(name_, "holds the link \"" + name + "\"; put the file itself there");
    }
    if (type == AE_IFDIR && name == kModelName) {
      refuse(name_, "holds a folder \"" + name + "\" where the model should be");
    }
    if (type != AE_IFREG && type != AE_IFDIR) {
      refuse(name_, "holds \"" + name + "\", which is neither a file nor a folder");
    }
    if (archive_entry_sparse_count(entry) != 0) {
      refuse(name_, "holds \"" + name + "\" with holes; pack it without --sparse");
    }
  }

  std::string content(const std::string& name) {
    std::string bytes;
    for (;;) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int code =
          check(archive_read_data_block(reader_.get(), &block, &size, &offset));
      if (code == ARCHIVE_EOF) return bytes;
      if (offset != static_cast<la_int64_t>(bytes.size())) {
        refuse(name_, "holds \"" + name + "\" with holes; pack it without --sparse");
      }
      bytes.append(static_cast<const char*>(block), size);
    }
  }

  std::string name_;
  Unpacked tar_;
  std::unique_ptr<archive, Free> reader_;
  std::set<std::string> names_;
  std::optional<std::string> named_;
  std::vector<std::string> others_;
  std::string other_;
};

}  // namespace

std::string read_model_archive(data::ByteSource& source, std::uint64_t max_bytes) {
  return Reader(source, max_bytes).model();
}

}  // namespace espalier::artifact
