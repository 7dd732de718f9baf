/// SageMaker requests from the command line's flags, for people without one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/jobs/sage_maker.hpp"

namespace espalier::cli {

/// What tuning and training from flags have in common.
struct DataFlags {
  std::string train;             ///< a path or an s3:// address
  std::string validation;        ///< may be empty for training
  std::string output_path;       ///< s3:// address; empty: s3://espalier-local/JOB/models
  std::vector<std::string> set;  ///< NAME=VALUE
  std::string image =
      "246618743249.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:1.7-1";
  std::string instance_type = "ml.m5.4xlarge";
};

struct TuneFlags {
  std::string name;
  DataFlags data;
  /// NAME=MIN:MAX[:SCALING] for a number, NAME=a,b,c for a choice.
  std::vector<std::string> ranges;
  std::string space;  ///< a file of configs/search_spaces or a path
  std::string metric = "validation:rmse";
  std::string strategy = "Bayesian";
  int jobs = 50;
  int parallel = 1;
  std::optional<std::uint64_t> seed;
};

/// A CreateHyperParameterTuningJob request. Whether a range is integer or continuous
/// follows from the hyperparameter's type; tree_method is hist unless set. Throws:
/// engine::Error (Usage) for a flag that cannot be read.
jobs::Json tuning_request(const TuneFlags& flags);

/// A CreateTrainingJob request.
jobs::Json training_request(const std::string& name, const DataFlags& flags);

}  // namespace espalier::cli
