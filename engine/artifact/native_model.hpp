/// XGBoost's native binary format, as far as it must be looked at before XGBoost reads
/// it.
///
/// XGBoost allocates what the lengths in the file ask for; a few bytes could so take all
/// memory. The walk below shows that every length is backed by bytes. Native files are
/// little-endian, like every machine that writes them.
///
///   field                     bytes
///   "binf"                    4, missing before XGBoost 1.0
///   learner parameters        136: base_score f32, num_feature u32, num_class i32, flag
///   of
///                             attributes i32, flag of metrics i32, …
///   objective, booster        two strings: length u64, characters
///   gbtree: parameters        160: num_trees i32, …
///     each tree: parameters   148: i32, num_nodes i32, …
///                nodes        20 × num_nodes
///                statistics   16 × num_nodes
///     tree_info               4 × num_trees
///   dart: a gbtree, then      length u64, f32 × length, missing without trees
///   gblinear: parameters      136, then length u64, f32 × length
///   attributes                count u64, pairs of strings, only with their flag
///   metrics                   count u64, strings, only with their flag
#pragma once

#include <string_view>

namespace espalier::artifact {

/// Throws: engine::Error (Validation, "ClientError") if a length is not backed by bytes,
/// a number is negative, the booster is not known, or an attribute nests JSON too deeply.
void check_native_model(std::string_view model);

}  // namespace espalier::artifact
