/// Numbers to text. No locale, no allocation beyond the string's own.
#pragma once

#include <string>

namespace espalier::data {

/// The shortest decimal that reads back to the same float32 ("0.1", "1e-05", "nan").
void append_shortest(std::string& out, float value);

/// Python's repr() of a float: what the SageMaker container prints for a prediction,
/// being the float32 widened to double ("0.10000000149011612", "1.0", "1e-05", "nan",
/// "inf").
void append_python_repr(std::string& out, double value);

}  // namespace espalier::data
