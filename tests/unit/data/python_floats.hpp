/// append_python_repr() against Python, value by value.
#pragma once

#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "data/number_format.hpp"
#include "tests/unit/data/python.hpp"

namespace espalier::data {

/// The first line that differs between ours and Python's, with both; nothing if none
/// does.
template <typename Float>
std::string compare_with_python(const std::vector<Float>& values) {
  std::string bytes(values.size() * sizeof(Float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  const std::string type = sizeof(Float) == 4 ? "f" : "d";
  const std::string python = ask_python(
      "import array, sys\n"
      "values = array.array('" +
          type +
          "', open(sys.argv[1], 'rb').read())\n"
          "open(sys.argv[2], 'w').write(''.join(map('{!r}\\n'.format, "
          "values.tolist())))\n",
      bytes);
  std::string ours;
  for (const Float value : values) {
    append_python_repr(ours, static_cast<double>(value));
    ours += '\n';
  }
  if (ours == python) return {};
  std::size_t at = 0;
  while (at < std::min(ours.size(), python.size()) && ours[at] == python[at]) ++at;
  const auto line = [at](std::string_view text) {
    const std::size_t begin = text.substr(0, at).rfind('\n') + 1;
    return std::string(text.substr(begin, text.find('\n', begin) - begin));
  };
  return "ours " + line(ours) + ", Python's " + line(python);
}

}  // namespace espalier::data
