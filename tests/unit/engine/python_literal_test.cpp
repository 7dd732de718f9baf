#include "engine/train/python_literal.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/data/python.hpp"

namespace espalier::train {
namespace {

/// Each on a line of the question; \t, \n and \v stand for themselves.
constexpr std::array<std::string_view, 58> kTexts = {"0",
                                                     "7",
                                                     "-7",
                                                     "+7",
                                                     "007",
                                                     "-0",
                                                     "00",
                                                     " 8 ",
                                                     "\\t9\\n",
                                                     "\\v9",
                                                     "1_000",
                                                     "_1",
                                                     "1_",
                                                     "1__0",
                                                     "1 0",
                                                     "- 1",
                                                     "--1",
                                                     "",
                                                     " ",
                                                     "3.0",
                                                     "1e3",
                                                     "0x10",
                                                     "0b1",
                                                     "1L",
                                                     "9223372036854775807",
                                                     "9223372036854775808",
                                                     "-9223372036854775809",
                                                     "12345678901234567890123",
                                                     ".5",
                                                     "5.",
                                                     ".",
                                                     "-.5e-3",
                                                     "1e",
                                                     "1e+",
                                                     "e5",
                                                     "1_0.2_5",
                                                     "1_.5",
                                                     "1._5",
                                                     "1e1_0",
                                                     "inf",
                                                     "-INF",
                                                     "Infinity",
                                                     "infinit",
                                                     "nan",
                                                     "NaN",
                                                     "-nan",
                                                     "nan(1)",
                                                     "1e308",
                                                     "1e309",
                                                     "-1e309",
                                                     "1e-320",
                                                     "1e-400",
                                                     "1e9999",
                                                     "1e-9999",
                                                     "0.1",
                                                     "1e16",
                                                     "0.00001",
                                                     "0.1 #"};

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    ++i;
    plain += text[i] == 't' ? '\t' : text[i] == 'n' ? '\n' : '\v';
  }
  return plain;
}

constexpr auto kProgram = R"(
import sys
def attempt(read, text):
    try:
        return repr(read(text))
    except ValueError:
        return 'ValueError'
with open(sys.argv[1]) as question, open(sys.argv[2], 'w') as answer:
    for line in question:
        text = line[:-1].encode().decode('unicode_escape')
        answer.write(attempt(int, text) + ' ' + attempt(float, text) + '\n')
)";

TEST(PythonLiteral, ReadsIntegersAndFloatsAsPythonDoes) {
  std::string question;
  std::string ours;
  for (const std::string_view text : kTexts) {
    question += std::string(text) + "\n";
    const std::string plain = unescaped(text);
    const auto integer = parse_int(plain, Python::Three);
    const auto number = parse_float(plain, Python::Three);
    ours += (integer ? integer->text : "ValueError") + " " +
            (number ? repr(*number) : "ValueError") + "\n";
  }
  EXPECT_EQ(ours, data::ask_python(kProgram, question));
}

TEST(PythonLiteral, HoldsIntegersBeyondItsRangeAtItsEnds) {
  EXPECT_EQ(parse_int("9223372036854775808", Python::Three)->value,
            std::numeric_limits<long long>::max());
  EXPECT_EQ(parse_int("-9223372036854775809", Python::Three)->value,
            std::numeric_limits<long long>::min());
}

TEST(PythonLiteral, KnowsNoUnderscoresInPython2) {
  EXPECT_FALSE(parse_int("1_000", Python::Two));
  EXPECT_FALSE(parse_float("1_0.5", Python::Two));
  EXPECT_TRUE(parse_float("10.5", Python::Two));
}

TEST(PythonLiteral, PrintsListsAsPythonDoes) {
  const std::vector<long long> one = {1};
  EXPECT_EQ(repr_tuple(one), "(1,)");
  EXPECT_EQ(repr_tuple({}), "()");
  EXPECT_EQ(repr_nested_list({}), "[]");
  const std::vector<std::string> texts = {"a", "it's"};
  EXPECT_EQ(repr_list(std::span<const std::string>(texts)), "['a', \"it's\"]");
}

TEST(PythonLiteral, RefusesNestingOfTheWrongDepth) {
  EXPECT_FALSE(parse_nested_list("[1, 2]"));
  EXPECT_FALSE(parse_nested_list("[[[1]]]"));
  EXPECT_FALSE(parse_nested_list("[[1], [2]"));
  EXPECT_FALSE(parse_nested_list("[[1]] x"));
  EXPECT_FALSE(parse_tuple(""));
  EXPECT_TRUE(parse_nested_list("[]"));
  EXPECT_TRUE(parse_nested_list("[[1,], (2, 3)]"));
}

}  // namespace
}  // namespace espalier::train
