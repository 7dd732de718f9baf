/// Files of the machine as objects of the store, for people without a request.
#pragma once

#include <string>

#include "data/object_store.hpp"

namespace espalier::cli {

/// The bucket for what comes from the command line rather than from a request.
inline constexpr const char* kLocalBucket = "espalier-local";

/// Where `argument` is, or will be once imported: an s3:// address is itself, a path
/// becomes s3://espalier-local/JOB/CHANNEL/NAME.
std::string object_address(const std::string& argument, const std::string& job,
                           const std::string& channel);

/// Copies the file there; does nothing for an s3:// address.
/// Throws: data::Error (NoInput) if there is no such file.
void import_file(data::ObjectStore& objects, const std::string& argument,
                 const std::string& address);

}  // namespace espalier::cli
