/// Finds the objects of a bucket in its folder.
#pragma once

#include <sys/stat.h>

#include <vector>

#include "data/folder.hpp"
#include "data/object_store.hpp"
#include "data/s3_uri.hpp"

namespace espalier::data {

/// What `status` says of the object's file.
[[nodiscard]] ObjectInfo object_info(const S3Uri& uri, const struct stat& status);

/// Every object in `bucket` (the folder of prefix.bucket) whose key begins with
/// `prefix.key`, in the order of the keys' bytes. Safe while others put and remove: an
/// object that is there throughout is listed once.
/// Throws: data::Error (NotPermitted, InputOutput).
[[nodiscard]] std::vector<ObjectInfo> list_objects(const FileDescriptor& bucket,
                                                   const S3Uri& prefix);

}  // namespace espalier::data
