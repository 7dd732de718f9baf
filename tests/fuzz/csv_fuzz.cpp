// Two ways agree: a file read whole and read in blocks of any size, from a source that
// cuts its bytes anywhere; and what CsvWriter writes of the records reads back as it was.
// What is refused is refused with the same message.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/csv_reader.hpp"
#include "data/csv_scanner.hpp"
#include "data/csv_writer.hpp"
#include "data/error.hpp"
#include "tests/support/chunked_source.hpp"

namespace {

using namespace espalier::data;

void require(bool holds) {
  if (!holds) std::abort();
}

/// The first bytes of the input choose the options, the rest is the file.
struct Input {
  CsvOptions options;
  std::size_t block_rows = 1;
  std::uint64_t piece_seed = 0;
  std::string text;
};

Input split(std::string_view bytes) {
  Input input;
  const auto take = [&] {
    if (bytes.empty()) return 0U;
    const unsigned byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return byte;
  };
  constexpr std::string_view kDelimiters = ",;\t |";
  const unsigned flags = take();
  input.options.delimiter = kDelimiters[(flags & 7U) % kDelimiters.size()];
  if ((flags & 7U) == 7U) input.options.delimiter = std::nullopt;
  if ((flags & 8U) != 0) input.options.label_column = 0;
  if ((flags & 16U) != 0) input.options.weight_column = 1;
  if ((flags & 32U) != 0) input.options.header = Header::Skip;
  if ((flags & 64U) != 0) input.options.max_line_bytes = 24;
  input.block_rows = 1 + take() % 5U;
  input.piece_seed = take();
  input.text = bytes;
  return input;
}

std::unique_ptr<ByteSource> in_random_pieces(const Input& input) {
  return std::make_unique<ChunkedSource>(
      input.text, [state = input.piece_seed]() mutable -> std::size_t {
        state = state * 6364136223846793005U + 1442695040888963407U;
        return 1 + (state >> 60U);
      });
}

struct Outcome {
  Table table;
  std::string refusal;
};

Outcome read_whole(const Input& input) {
  Outcome outcome;
  try {
    outcome.table = CsvReader(from_memory(input.text), input.options).read_all();
  } catch (const Error& error) {
    outcome.refusal = error.what();
  }
  return outcome;
}

Outcome read_in_blocks(const Input& input) {
  Outcome outcome;
  Table& all = outcome.table;
  try {
    CsvReader reader(in_random_pieces(input), input.options);
    Table block;
    while (reader.next(block, input.block_rows)) {
      require(block.rows <= input.block_rows);
      require(block.values.size() == block.rows * block.columns);
      all.rows += block.rows;
      all.columns = block.columns;
      all.values.insert(all.values.end(), block.values.begin(), block.values.end());
      all.labels.insert(all.labels.end(), block.labels.begin(), block.labels.end());
      all.weights.insert(all.weights.end(), block.weights.begin(), block.weights.end());
    }
    if (all.rows == 0) (void)reader.read_all();
  } catch (const Error& error) {
    outcome.refusal = error.what();
  }
  return outcome;
}

bool same(const std::vector<float>& left, const std::vector<float>& right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const bool both_missing = left[i] != left[i] && right[i] != right[i];
    if (!both_missing &&
        std::bit_cast<std::uint32_t>(left[i]) != std::bit_cast<std::uint32_t>(right[i])) {
      return false;
    }
  }
  return true;
}

void check_blocks(const Input& input) {
  const Outcome whole = read_whole(input);
  const Outcome blocks = read_in_blocks(input);
  require(whole.refusal == blocks.refusal);
  if (!whole.refusal.empty()) return;
  require(whole.table.rows == blocks.table.rows);
  require(whole.table.columns == blocks.table.columns);
  require(same(whole.table.values, blocks.table.values));
  require(same(whole.table.labels, blocks.table.labels));
  require(same(whole.table.weights, blocks.table.weights));
}

using Records = std::vector<std::vector<std::string>>;

std::optional<Records> scan(std::unique_ptr<ByteSource> source, CsvDialect dialect) {
  Records records;
  try {
    CsvScanner scanner(std::move(source), dialect);
    while (const auto fields = scanner.next()) {
      auto& record = records.emplace_back();
      for (const CsvField& field : *fields) record.emplace_back(field.text);
    }
  } catch (const Error&) {
    return std::nullopt;
  }
  return records;
}

void check_records(const Input& input) {
  const char delimiter = input.options.delimiter.value_or(',');
  const auto records = scan(in_random_pieces(input), {.delimiter = delimiter});
  if (!records) return;
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink,
                   {.delimiter = delimiter,
                    .line_end = input.block_rows % 2 == 0 ? LineEnd::CrLf : LineEnd::Lf});
  for (const auto& record : *records) {
    writer.row(std::vector<std::string_view>(record.begin(), record.end()));
  }
  writer.flush();
  require(scan(from_memory(text), {.delimiter = delimiter}) == records);
}

void check_numbers(const Input& input) {
  const Outcome whole = read_whole(input);
  if (!whole.refusal.empty() || whole.table.columns == 0) return;
  std::string text;
  const auto sink = to_string(text);
  CsvWriter writer(*sink, {.format = input.block_rows % 2 == 0 ? FloatFormat::PythonRepr
                                                               : FloatFormat::Shortest});
  for (std::size_t r = 0; r < whole.table.rows; ++r) writer.row(whole.table.row(r));
  writer.flush();
  require(same(CsvReader(from_memory(text), {}).read_all().values, whole.table.values));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Input input = split({reinterpret_cast<const char*>(data), size});
  check_blocks(input);
  check_records(input);
  check_numbers(input);
  return 0;
}
