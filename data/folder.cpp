#include "data/folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string>
#include <utility>

#include "data/error.hpp"
#include "data/file_descriptor.hpp"

namespace espalier::data {
namespace {

/// How often making a path is begun anew when others remove its folders meanwhile.
constexpr int kAttempts = 1000;

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

/// Whether `code` says that a name is not there or is not what was asked for.
bool is_absence(int code) {
  return code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENXIO;
}

struct CloseStream {
  void operator()(DIR* stream) const noexcept { ::closedir(stream); }
};

FileDescriptor open_or_nothing(int folder, const std::string& name, int flags,
                               const std::string& where) {
  FileDescriptor opened(::openat(folder, name.c_str(), flags));
  if (!opened && !is_absence(errno)) throw_system_error(where, "open it", errno);
  return opened;
}

FileDescriptor duplicate(const FileDescriptor& folder, const std::string& where) {
  FileDescriptor copy(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy) throw_system_error(where, "open it", errno);
  return copy;
}

enum class Step { Done, Blocked, Vanished };

/// Goes from `folder` into its folder `name`, making it if need be. Vanished: another
/// removed one of the two meanwhile.
Step enter_or_make(FileDescriptor& folder, const std::string& name,
                   const std::string& where) {
  FileDescriptor next = open_or_nothing(folder.get(), name, kFolderFlags, where);
  if (!next && errno != ENOENT) return Step::Blocked;
  if (!next) {
    if (::mkdirat(folder.get(), name.c_str(), 0777) != 0 && errno != EEXIST) {
      if (errno == ENOENT) return Step::Vanished;
      throw_system_error(where, "create the folder " + name, errno);
    }
    sync_folder(folder, where);
    next = open_or_nothing(folder.get(), name, kFolderFlags, where);
    if (!next) return errno == ENOENT ? Step::Vanished : Step::Blocked;
  }
  folder = std::move(next);
  return Step::Done;
}

Step make_all(FileDescriptor& folder, std::span<const std::string> names,
              const std::string& where) {
  for (const std::string& name : names) {
    const Step step = enter_or_make(folder, name, where);
    if (step != Step::Done) return step;
  }
  return Step::Done;
}

mode_t type_of(int folder, const dirent& entry) {
  switch (entry.d_type) {
    case DT_DIR:
      return S_IFDIR;
    case DT_REG:
      return S_IFREG;
    case DT_UNKNOWN:
      break;
    default:
      return 0;
  }
  struct stat status {};
  const int code = ::fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW);
  return code == 0 ? status.st_mode & static_cast<mode_t>(S_IFMT) : 0;
}

}  // namespace

void throw_system_error(const std::string& where, const std::string& verb, int code) {
  auto kind = ErrorKind::InputOutput;
  std::string remedy = "check the disk";
  if (code == EACCES || code == EPERM || code == EROFS) {
    kind = ErrorKind::NotPermitted;
    remedy = "give this user the right to it";
  } else if (code == ENOSPC || code == EDQUOT) {
    remedy = "free some space";
  } else if (code == EMFILE || code == ENFILE) {
    remedy = "raise the limit on open files (ulimit -n)";
  } else if (code == ENAMETOOLONG || code == EXDEV || code == ENOTDIR || code == EEXIST) {
    kind = ErrorKind::CannotCreate;
    remedy = "choose another folder";
  }
  throw Error(kind, Position{where},
              "cannot " + verb + ": " + system_message(code) + "; " + remedy);
}

FileDescriptor open_root(const std::filesystem::path& path, const std::string& where) {
  return open_or_nothing(AT_FDCWD, path.string(), O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                         where);
}

FileDescriptor open_folder(const FileDescriptor& root, std::span<const std::string> names,
                           const std::string& where) {
  FileDescriptor folder = duplicate(root, where);
  for (const std::string& name : names) {
    folder = open_or_nothing(folder.get(), name, kFolderFlags, where);
    if (!folder) break;
  }
  return folder;
}

FileDescriptor make_folder(const FileDescriptor& root, std::span<const std::string> names,
                           const std::string& where) {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    FileDescriptor folder = duplicate(root, where);
    const Step step = make_all(folder, names, where);
    if (step == Step::Done) return folder;
    if (step == Step::Blocked) return FileDescriptor();
  }
  throw_system_error(where, "create its folder, which others keep removing", EBUSY);
}

FileDescriptor open_regular_file(const FileDescriptor& folder, const std::string& name,
                                 const std::string& where) {
  // O_NONBLOCK: a pipe that lies there must not hold the reader up.
  FileDescriptor file = open_or_nothing(
      folder.get(), name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, where);
  if (!file) return FileDescriptor();
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_system_error(where, "read it", errno);
  return S_ISREG(status.st_mode) ? std::move(file) : FileDescriptor{};
}

void sync_folder(const FileDescriptor& folder, const std::string& where) {
  // EINVAL: the file system knows no fsync for folders.
  if (::fsync(folder.get()) != 0 && errno != EINVAL) {
    throw_system_error(where, "make it durable", errno);
  }
}

void remove_empty_folders(const FileDescriptor& root, std::span<const std::string> names,
                          const std::string& where) {
  while (root && !names.empty()) {
    const std::span<const std::string> above = names.first(names.size() - 1);
    const FileDescriptor folder = open_folder(root, above, where);
    if (!folder) return;
    if (::unlinkat(folder.get(), names.back().c_str(), AT_REMOVEDIR) != 0) return;
    names = above;
  }
}

FolderEntries entries_of(const FileDescriptor& folder, const std::string& where) {
  const int copy = ::openat(folder.get(), ".", kFolderFlags);
  const std::unique_ptr<DIR, CloseStream> stream(copy < 0 ? nullptr : ::fdopendir(copy));
  if (!stream) throw_system_error(where, "list it", errno);
  FolderEntries entries;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr) break;
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const mode_t type = type_of(folder.get(), *entry);
    if (type == S_IFDIR) entries.folders.push_back(name);
    if (type == S_IFREG) entries.files.push_back(name);
  }
  if (errno != 0) throw_system_error(where, "list it", errno);
  return entries;
}

}  // namespace espalier::data
