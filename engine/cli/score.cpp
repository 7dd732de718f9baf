#include "engine/cli/score.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "data/csv_reader.hpp"
#include "data/error.hpp"
#include "data/table.hpp"

namespace espalier::cli {
namespace {

constexpr std::size_t kBlockRows = 8192;

data::CsvReader one_column(std::unique_ptr<data::ByteSource> source) {
  data::CsvOptions options;
  options.columns = 1;
  return {std::move(source), options};
}

}  // namespace

Score score(std::unique_ptr<data::ByteSource> predictions,
            std::unique_ptr<data::ByteSource> labels) {
  const std::string names = predictions->name() + " and " + labels->name();
  auto predicted = one_column(std::move(predictions));
  auto actual = one_column(std::move(labels));
  data::Table p;
  data::Table a;
  double squares = 0;
  Score result;
  for (;;) {
    predicted.next(p, kBlockRows);
    actual.next(a, kBlockRows);
    if (p.rows != a.rows) {
      throw data::Error(
          data::ErrorKind::BadData,
          names + " have not equally many rows, so they cannot be compared");
    }
    if (p.rows == 0) break;
    for (std::size_t row = 0; row < p.rows; ++row) {
      const double error = double{p.values[row]} - double{a.values[row]};
      squares += error * error;
    }
    result.rows += p.rows;
  }
  result.rmse =
      result.rows == 0 ? 0 : std::sqrt(squares / static_cast<double>(result.rows));
  return result;
}

}  // namespace espalier::cli
