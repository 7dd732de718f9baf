#include "engine/xgb/dmatrix.hpp"

#include <xgboost/c_api.h>

#include <cassert>
#include <cstdint>
#include <limits>
#include <string>

#include "engine/xgb/check.hpp"

namespace espalier::xgb {
namespace {

/// A numpy-style array interface over memory that outlives the call.
template <typename T>
std::string array(const T* data, std::size_t rows, std::size_t columns,
                  const char* type) {
  std::string shape = std::to_string(rows);
  if (columns != 0) shape += "," + std::to_string(columns);
  return R"({"data":[)" + std::to_string(reinterpret_cast<std::uintptr_t>(data)) +
         R"(,true],"shape":[)" + shape + R"(],"typestr":")" + type + R"(","version":3})";
}

std::string config(int threads) {
  return R"({"missing":NaN,"nthread":)" + std::to_string(threads) + "}";
}

void set_info(void* handle, const char* field, const std::vector<float>& values) {
  if (values.empty()) return;
  check(XGDMatrixSetFloatInfo(handle, field, values.data(), values.size()));
}

/// XGBoost will not take a matrix of no bytes at address 0.
void* dense(std::span<const float> values, std::size_t rows, std::size_t columns,
            int threads) {
  assert(values.size() == rows * columns);
  void* handle = nullptr;
  check(XGDMatrixCreateFromDense(array(values.data(), rows, columns, "<f4").c_str(),
                                 config(threads).c_str(), &handle));
  return handle;
}

void* sparse(const data::SparseTable& table, int threads) {
  void* handle = nullptr;
  check(XGDMatrixCreateFromCSR(
      array(table.offsets.data(), table.offsets.size(), 0, "<u8").c_str(),
      array(table.indices.data(), table.indices.size(), 0, "<u4").c_str(),
      array(table.values.data(), table.values.size(), 0, "<f4").c_str(), table.columns,
      config(threads).c_str(), &handle));
  return handle;
}

}  // namespace

DMatrix::DMatrix(const data::Table& table, int threads)
    : handle_(dense(table.values, table.rows, table.columns, threads)) {
  set_info(handle(), "label", table.labels);
  set_info(handle(), "weight", table.weights);
}

DMatrix::DMatrix(const data::SparseTable& table, int threads)
    : handle_(sparse(table, threads)) {
  set_info(handle(), "label", table.labels);
  set_info(handle(), "weight", table.weights);
}

DMatrix::DMatrix(std::span<const float> values, std::size_t rows, std::size_t columns,
                 int threads)
    : handle_(dense(values, rows, columns, threads)) {}

std::size_t DMatrix::rows() const {
  bst_ulong count = 0;
  check(XGDMatrixNumRow(handle(), &count));
  return count;
}

std::size_t DMatrix::columns() const {
  bst_ulong count = 0;
  check(XGDMatrixNumCol(handle(), &count));
  return count;
}

void DMatrix::Free::operator()(void* handle) const noexcept { XGDMatrixFree(handle); }

}  // namespace espalier::xgb
