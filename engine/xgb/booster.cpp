#include "engine/xgb/booster.hpp"

#include <xgboost/c_api.h>

#include <cassert>
#include <cstddef>

#include "engine/xgb/check.hpp"

namespace espalier::xgb {
namespace {

std::vector<void*> handles_of(std::span<const DMatrix* const> matrices) {
  std::vector<void*> handles;
  handles.reserve(matrices.size());
  for (const DMatrix* matrix : matrices) handles.push_back(matrix->handle());
  return handles;
}

void* create(std::span<const DMatrix* const> cached) {
  const auto handles = handles_of(cached);
  void* handle = nullptr;
  check(XGBoosterCreate(handles.data(), handles.size(), &handle));
  return handle;
}

const char* config_of(ModelFormat format) {
  switch (format) {
    case ModelFormat::Ubjson:
      return R"({"format":"ubj"})";
    case ModelFormat::Json:
      return R"({"format":"json"})";
    case ModelFormat::Binary:
      return R"({"format":"deprecated"})";
  }
  return "";
}

}  // namespace

Booster::Booster(std::span<const DMatrix* const> cached, const BoosterParams& params)
    : handle_(create(cached)) {
  for (const auto& [name, value] : params) set(name, value);
}

Booster Booster::load(std::string_view model) {
  Booster booster(create({}));
  check(XGBoosterLoadModelFromBuffer(booster.handle_.get(), model.data(), model.size()));
  return booster;
}

void Booster::set(const std::string& name, const std::string& value) {
  check(XGBoosterSetParam(handle_.get(), name.c_str(), value.c_str()));
}

void Booster::update(int iteration, const DMatrix& train) {
  check(XGBoosterUpdateOneIter(handle_.get(), iteration, train.handle()));
}

std::string Booster::evaluate(int iteration, std::span<const DMatrix* const> matrices,
                              std::span<const std::string> names) {
  assert(matrices.size() == names.size());
  auto handles = handles_of(matrices);
  std::vector<const char*> texts;
  texts.reserve(names.size());
  for (const auto& name : names) texts.push_back(name.c_str());
  const char* line = nullptr;
  check(XGBoosterEvalOneIter(handle_.get(), iteration, handles.data(), texts.data(),
                             handles.size(), &line));
  return line;
}

std::vector<float> Booster::predict(const DMatrix& matrix, PredictType type) {
  const std::string config =
      std::string(R"({"training":false,"iteration_begin":0,"iteration_end":0,)") +
      R"("strict_shape":true,"type":)" + (type == PredictType::Margin ? "1" : "0") + "}";
  const bst_ulong* shape = nullptr;
  bst_ulong dimensions = 0;
  const float* values = nullptr;
  check(XGBoosterPredictFromDMatrix(handle_.get(), matrix.handle(), config.c_str(),
                                    &shape, &dimensions, &values));
  std::size_t count = 1;
  for (bst_ulong d = 0; d < dimensions; ++d) count *= shape[d];
  return {values, values + count};
}

Booster Booster::slice(int begin, int end) const {
  void* handle = nullptr;
  check(XGBoosterSlice(handle_.get(), begin, end, 1, &handle));
  return Booster(handle);
}

int Booster::boosted_rounds() const {
  int rounds = 0;
  check(XGBoosterBoostedRounds(handle_.get(), &rounds));
  return rounds;
}

std::size_t Booster::features() const {
  bst_ulong count = 0;
  check(XGBoosterGetNumFeature(handle_.get(), &count));
  return count;
}

std::string Booster::save(ModelFormat format) const {
  bst_ulong bytes = 0;
  const char* data = nullptr;
  check(XGBoosterSaveModelToBuffer(handle_.get(), config_of(format), &bytes, &data));
  return {data, bytes};
}

std::string Booster::config() const {
  bst_ulong bytes = 0;
  const char* data = nullptr;
  check(XGBoosterSaveJsonConfig(handle_.get(), &bytes, &data));
  return {data, bytes};
}

void Booster::set_attribute(const std::string& name, const std::string& value) {
  check(XGBoosterSetAttr(handle_.get(), name.c_str(), value.c_str()));
}

void Booster::Free::operator()(void* handle) const noexcept { XGBoosterFree(handle); }

}  // namespace espalier::xgb
