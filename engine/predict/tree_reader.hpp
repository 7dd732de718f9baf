/// One tree of a model file, checked and laid out anew.
#pragma once

#include <cstddef>

#include "engine/predict/forest.hpp"
#include "engine/predict/model_document.hpp"

namespace espalier::predict {

/// Reads one entry of `trees`. The nodes are numbered anew, level by level from the root,
/// so that a right child stands next to the left one and both behind their parent; nodes
/// that cannot be reached (XGBoost leaves pruned ones in the file) are left out.
/// Throws: engine::Error (Validation, "ClientError") for anything that could not be
/// walked.
Tree read_tree(const Field& tree, std::size_t features);

}  // namespace espalier::predict
