/// Puts one object into a bucket's folder: the only code that makes an object appear.
#pragma once

#include <memory>
#include <string>

#include "data/byte_sink.hpp"
#include "data/folder.hpp"
#include "data/object_key.hpp"

namespace espalier::data {

/// Folders below a bucket's own: objects at their escaped places, and files being
/// written.
[[nodiscard]] KeyPath escaped_folder();
[[nodiscard]] KeyPath temporary_folder();

/// A sink that becomes the object `key` at commit(). `name` is for messages. One thread
/// writes to it; any number of writers may be at work on one key.
/// Requires: `key` is legal and not empty.
/// Throws: data::Error (CannotCreate, NotPermitted, InputOutput).
[[nodiscard]] std::unique_ptr<ByteSink> object_writer(FileDescriptor bucket,
                                                      std::string key, std::string name);

}  // namespace espalier::data
