/// Rows in, predictions out: the core of `espalier predict` and of every transform job.
///
/// Reads a block of rows, scores it, formats it, writes it; blocks are written in the
/// order in which they were read, whatever the threads. Memory is bounded by the blocks
/// in flight, whatever the input.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "data/byte_sink.hpp"
#include "data/byte_source.hpp"
#include "data/csv_writer.hpp"
#include "engine/artifact/scorer.hpp"
#include "engine/jobs/prediction_format.hpp"
#include "engine/jobs/row_parser.hpp"

namespace espalier::jobs {

/// What has been read and written so far.
struct PredictSummary {
  std::uint64_t rows = 0;
  std::uint64_t bytes_in = 0;  ///< as read: after gunzip, where there is one
  std::uint64_t bytes_out = 0;
  bool stopped = false;  ///< before the end of the input
};

struct PredictOptions {
  RowParserOptions rows;
  PredictionFormat format;
  data::LineEnd line_end = data::LineEnd::Lf;
  /// Blocks that are scored at once; 1: everything on the calling thread.
  int threads = 1;
  /// Asked before each block.
  std::stop_token stop;
  /// Told after each block, on the calling thread. May throw to give up.
  std::function<void(const PredictSummary&)> progress;
};

/// Scores every row of `source` and writes a line for each to `sink`, whose commit()
/// stays the caller's. Throws: as RowParser::next(); what the scorer and the sink throw.
PredictSummary predict_stream(std::unique_ptr<data::ByteSource> source,
                              const artifact::Scorer& scorer, data::ByteSink& sink,
                              const PredictOptions& options);

}  // namespace espalier::jobs
