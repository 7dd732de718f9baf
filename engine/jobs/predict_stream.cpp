#include "engine/jobs/predict_stream.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "engine/jobs/counting_source.hpp"

namespace espalier::jobs {
namespace {

/// A block on its way from the parser to the sink.
struct Lines {
  std::size_t rows = 0;
  std::string text;
};

std::vector<float> score(const artifact::Scorer& scorer, const RowBlock& block) {
  std::vector<float> predictions(block.rows * scorer.outputs());
  scorer.score(block.values, block.rows, predictions);
  return predictions;
}

/// One line a row: its kept cells and the columns of its prediction, as laid out.
class LineFormatter {
 public:
  LineFormatter(RowLayout layout, bool plain, const PredictOptions& options)
      : layout_(std::move(layout)),
        plain_(plain),
        format_(options.format),
        line_end_(options.line_end == data::LineEnd::Lf ? "\n" : "\r\n") {}

  [[nodiscard]] Lines format(const RowBlock& block,
                             std::span<const float> predictions) const {
    const std::size_t outputs = predictions.size() / block.rows;
    Lines lines{block.rows, {}};
    std::size_t cell = 0;
    for (std::size_t row = 0; row < block.rows; ++row) {
      const auto prediction = predictions.subspan(row * outputs, outputs);
      if (plain_) {
        append_prediction(lines.text, prediction, format_);
      } else {
        append_joined(lines.text, block, cell, prediction);
      }
      lines.text += line_end_;
    }
    return lines;
  }

 private:
  void append_joined(std::string& text, const RowBlock& block, std::size_t& cell,
                     std::span<const float> prediction) const {
    bool first = true;
    for (const RowLayout::OutputColumn& column : layout_.output) {
      if (!std::exchange(first, false)) text += ',';
      if (!column.from_input) {
        append_column(text, prediction, column.index, format_);
        continue;
      }
      const std::size_t begin = cell == 0 ? 0 : block.cell_ends[cell - 1];
      text.append(block.cells, begin, block.cell_ends[cell] - begin);
      ++cell;
    }
  }

  RowLayout layout_;
  bool plain_;  ///< the whole prediction and nothing else
  PredictionFormat format_;
  std::string_view line_end_;
};

}  // namespace

PredictSummary predict_stream(std::unique_ptr<data::ByteSource> source,
                              const artifact::Scorer& scorer, data::ByteSink& sink,
                              const PredictOptions& options) {
  PredictSummary summary;
  RowParser parser(std::make_unique<CountingSource>(std::move(source), summary.bytes_in),
                   scorer.features(), scorer.outputs(), options.rows);
  const DataProcessing& processing = options.rows.processing;
  const bool plain = !processing.join_input && processing.output_filter.selects_all();
  std::optional<LineFormatter> formatter;
  std::deque<std::future<Lines>> in_flight;

  const auto write_oldest = [&] {
    const Lines lines = in_flight.front().get();
    in_flight.pop_front();
    sink.write(lines.text);
    summary.rows += lines.rows;
    summary.bytes_out += lines.text.size();
    if (options.progress) options.progress(summary);
  };
  const auto start = [&](RowBlock block) {
    const auto policy = options.threads > 1 ? std::launch::async : std::launch::deferred;
    in_flight.push_back(
        std::async(policy, [&scorer, &formatter, block = std::move(block)] {
          return formatter->format(block, score(scorer, block));
        }));
  };

  const auto max_in_flight = static_cast<std::size_t>(std::max(options.threads, 1));
  for (;;) {
    summary.stopped = options.stop.stop_requested();
    RowBlock block;
    if (summary.stopped || !parser.next(block)) break;
    if (!formatter) formatter.emplace(parser.layout(), plain, options);
    start(std::move(block));
    if (in_flight.size() >= max_in_flight) write_oldest();
  }
  while (!in_flight.empty()) write_oldest();
  return summary;
}

}  // namespace espalier::jobs
