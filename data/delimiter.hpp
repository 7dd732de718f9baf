/// Guesses a file's delimiter from its first line, as the SageMaker container does, with
/// Python's csv.Sniffer (CPython 3, Lib/csv.py), quirks included.
///
/// Pure functions; any number of threads may call them.
#pragma once

#include <optional>
#include <string_view>

#include "data/error.hpp"

namespace espalier::data {

/// What csv.Sniffer().sniff(line).delimiter gives for one line without its line end;
/// nothing where Python raises csv.Error. First the text between two quotes decides, then
/// the characters' frequencies: of "55" it says '5'. Bytes beyond ASCII never delimit,
/// and next to a quote all of them count as letters.
[[nodiscard]] std::optional<char> sniff_delimiter(std::string_view line);

/// The delimiter for reading numbers: as sniffed, but a comma where the guess is a
/// letter, a digit or another byte that numbers and quoting need (the container's guard
/// at inference, which its training lacks: it reads "55" as three empty cells). Throws:
/// data::Error (BadData) with the container's text where nothing can be sniffed.
[[nodiscard]] char container_delimiter(std::string_view line, const Position& where);

/// Whether `byte` could be part of a number, a quote or a line end, so cannot stand
/// between numbers.
[[nodiscard]] bool cannot_delimit_numbers(char byte) noexcept;

}  // namespace espalier::data
