/// Asks Debian's Python for the expected answer.
#pragma once

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "tests/support/scratch_folder.hpp"

namespace espalier::data {

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What `program` writes to its file `answer`, having read `question`: it opens both by
/// the names in sys.argv[1] and sys.argv[2].
inline std::string ask_python(std::string_view program, std::string_view question) {
  const test::ScratchFolder folder;
  write_file(folder.path() / "program.py", program);
  write_file(folder.path() / "question", question);
  const std::string at = folder.path().string();
  const std::string command = "/usr/bin/python3 -I '" + at + "/program.py' '" + at +
                              "/question' '" + at + "/answer'";
  EXPECT_EQ(std::system(command.c_str()), 0) << "python3 (Debian package) is needed";
  return read_file(folder.path() / "answer");
}

}  // namespace espalier::data
