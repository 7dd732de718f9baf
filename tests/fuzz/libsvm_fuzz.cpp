// Two ways agree: text in one piece and in pieces of any size give the same table or the
// same refusal; and a table written out again, row by row, reads back as it was.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "data/error.hpp"
#include "data/libsvm_reader.hpp"
#include "data/number_format.hpp"
#include "tests/support/chunked_source.hpp"

namespace {

using namespace espalier::data;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Outcome {
  SparseTable table;
  std::string refusal;
};

Outcome read(ByteSource& source) {
  Outcome outcome;
  try {
    outcome.table = read_libsvm(source, 64);
  } catch (const Error& error) {
    outcome.refusal = error.what();
  }
  return outcome;
}

/// Values are compared as numbers: the reader gives no NaN, and -0 is 0 to a tree.
void require_same(const SparseTable& left, const SparseTable& right) {
  require(left.rows == right.rows);
  require(left.offsets == right.offsets);
  require(left.indices == right.indices);
  require(left.values == right.values);
  require(left.labels == right.labels);
  require(left.weights == right.weights);
}

std::string written(const SparseTable& table) {
  std::string text;
  for (std::size_t r = 0; r < table.rows; ++r) {
    append_shortest(text, table.labels[r]);
    if (!table.weights.empty()) {
      text += ':';
      append_shortest(text, table.weights[r]);
    }
    for (auto e = table.offsets[r]; e < table.offsets[r + 1]; ++e) {
      text += ' ';
      text += std::to_string(table.indices[e]);
      text += ':';
      append_shortest(text, table.values[e]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Outcome whole = read(*from_memory(text));
  const Outcome pieces = read(*in_pieces(text, 1 + size % 7));
  require(whole.refusal == pieces.refusal);
  if (!whole.refusal.empty()) return 0;
  require_same(whole.table, pieces.table);
  require(whole.table.offsets.back() == whole.table.values.size());
  const std::string again = written(whole.table);
  require_same(whole.table, read_libsvm(*from_memory(again)));
  return 0;
}
