/// Open folders and files of the object store, by descriptor, never through a symbolic
/// link: what is reached from a folder lies within it, whatever others do meanwhile.
///
/// A descriptor belongs to one owner; the functions are safe in any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "data/file_descriptor.hpp"

namespace espalier::data {

/// Throws data::Error for `code` (an errno): "`where`: cannot `verb`: …; remedy".
[[noreturn]] void throw_system_error(const std::string& where, const std::string& verb,
                                     int code);

/// In all of these `where` is what messages call the thing, and the errors are
/// data::Error (NotPermitted, CannotCreate, InputOutput).

/// Opens the folder `path` itself (which may be reached through links: it is the caller's
/// own choice). Nothing if it is not there or is no folder.
[[nodiscard]] FileDescriptor open_root(const std::filesystem::path& path,
                                       const std::string& where);

/// Opens the folder `names` below `root`. Nothing if it is not there, or a name on the
/// way is a file or a link.
[[nodiscard]] FileDescriptor open_folder(const FileDescriptor& root,
                                         std::span<const std::string> names,
                                         const std::string& where);

/// As open_folder(), making durably what is missing. Nothing if a name on the way is a
/// file or a link.
[[nodiscard]] FileDescriptor make_folder(const FileDescriptor& root,
                                         std::span<const std::string> names,
                                         const std::string& where);

/// Opens the regular file `name` in `folder` for reading. Nothing if it is not there or
/// is something else.
[[nodiscard]] FileDescriptor open_regular_file(const FileDescriptor& folder,
                                               const std::string& name,
                                               const std::string& where);

/// Makes what happened to the names in `folder` durable.
void sync_folder(const FileDescriptor& folder, const std::string& where);

/// Removes the empty folders among `names` below `root`, deepest first, up to the first
/// that is not empty. Does nothing if `root` is none.
void remove_empty_folders(const FileDescriptor& root, std::span<const std::string> names,
                          const std::string& where);

/// The folders and the regular files in a folder; links and everything else left out.
struct FolderEntries {
  std::vector<std::string> folders;
  std::vector<std::string> files;
};
[[nodiscard]] FolderEntries entries_of(const FileDescriptor& folder,
                                       const std::string& where);

}  // namespace espalier::data
