/// XGBoost's DMatrix: the training or evaluation data of a Booster.
///
/// Move-only. XGBoost 1.7 builds its gradient index lazily and without a lock: a matrix
/// may be shared by boosters on several threads only once one booster with the same
/// tree_method and max_bin has made a round on it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <type_traits>

#include "data/libsvm_reader.hpp"
#include "data/table.hpp"

namespace espalier::xgb {

class DMatrix {
 public:
  /// Copies the table's values, labels and weights; NaN is missing.
  /// Throws: engine::Error with XGBoost's message.
  explicit DMatrix(const data::Table& table, int threads = 1);
  /// Copies sparse rows; what is absent is missing.
  explicit DMatrix(const data::SparseTable& table, int threads = 1);
  /// Copies rows × columns values without labels; NaN is missing.
  DMatrix(std::span<const float> values, std::size_t rows, std::size_t columns,
          int threads = 1);

  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] std::size_t columns() const;
  /// For Booster; the handle stays this object's.
  [[nodiscard]] void* handle() const noexcept { return handle_.get(); }

 private:
  struct Free {
    void operator()(void* handle) const noexcept;
  };
  std::unique_ptr<void, Free> handle_;
};

static_assert(std::is_nothrow_move_constructible_v<DMatrix> &&
              !std::is_copy_constructible_v<DMatrix>);

}  // namespace espalier::xgb
