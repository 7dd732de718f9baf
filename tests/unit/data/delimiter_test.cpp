#include "data/delimiter.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/data/message_of.hpp"
#include "tests/unit/data/python.hpp"

namespace espalier::data {
namespace {

TEST(SniffDelimiter, PrefersCommaTabSemicolonBlankColonInThisOrder) {
  EXPECT_EQ(sniff_delimiter("1,2\t3;4 5:6"), ',');
  EXPECT_EQ(sniff_delimiter("1\t3;4 5:6"), '\t');
  EXPECT_EQ(sniff_delimiter("3;4 5:6"), ';');
  EXPECT_EQ(sniff_delimiter("4 5:6"), ' ');
  EXPECT_EQ(sniff_delimiter("5:6"), ':');
}

TEST(SniffDelimiter, TakesADigitOfALoneNumberForOne) {
  EXPECT_EQ(sniff_delimiter("55"), '5');
  EXPECT_EQ(sniff_delimiter("1.5"), '5');
}

TEST(SniffDelimiter, BelievesWhatStandsBetweenQuotesFirst) {
  EXPECT_EQ(sniff_delimiter(R"("1,5"|"2,5"|"3,5")"), '|');
  EXPECT_EQ(sniff_delimiter(R"('a';'b')"), ';');
}

TEST(SniffDelimiter, FindsNothingWithoutAnAsciiCharacter) {
  EXPECT_EQ(sniff_delimiter(""), std::nullopt);
  EXPECT_EQ(sniff_delimiter("\xC3\xA9"), std::nullopt);
  EXPECT_EQ(sniff_delimiter("\x7F"), std::nullopt);
}

TEST(SniffDelimiter, EqualsPythonsSniffer) {
  // Lines of numbers and of characters that the sniffer treats specially, but no quotes
  // and carriage returns: Python's security updates changed what it makes of those, and
  // BelievesWhatStandsBetweenQuotesFirst holds what the container's Python does.
  const std::vector<std::string_view> alphabets = {
      "0123456789.,-", "01.,;\t :|e", ", a1", ",;| \t1", ",^\\]-_ \v\x7f~!a",
  };
  std::mt19937_64 random(1);
  std::string lines = "\n";
  std::vector<std::string> each = {""};
  for (int i = 0; i < 10'000; ++i) {
    const std::string_view alphabet = alphabets[random() % alphabets.size()];
    std::string line;
    for (auto left = random() % 14; left > 0; --left) {
      line += alphabet[random() % alphabet.size()];
    }
    each.push_back(line);
    lines += line + "\n";
  }
  const std::string answers = ask_python(
      "import csv, sys\n"
      "out = open(sys.argv[2], 'w')\n"
      "for line in open(sys.argv[1], newline='\\n'):\n"
      "    try:\n"
      "        out.write('%d\\n' % ord(csv.Sniffer().sniff(line).delimiter))\n"
      "    except csv.Error:\n"
      "        out.write('none\\n')\n",
      lines);
  std::string ours;
  for (const std::string& line : each) {
    const auto delimiter = sniff_delimiter(line);
    ours += delimiter ? std::to_string(static_cast<int>(*delimiter)) : "none";
    ours += '\n';
  }
  std::size_t begin = 0;
  for (const std::string& line : each) {
    const std::size_t end = answers.find('\n', begin);
    ASSERT_EQ(ours.substr(begin, end - begin), answers.substr(begin, end - begin))
        << "line " << testing::PrintToString(line);
    begin = end + 1;
  }
  EXPECT_EQ(ours, answers);
}

TEST(ContainerDelimiter, IsACommaWhereTheGuessCouldBePartOfANumber) {
  const Position where{"a.csv", 1, 1};
  EXPECT_EQ(container_delimiter("55", where), ',');
  EXPECT_EQ(container_delimiter("a\"\"", where), ',');  // sniffed: the quote
  EXPECT_EQ(container_delimiter("1|2", where), '|');
}

TEST(ContainerDelimiter, RefusesWithTheContainersText) {
  std::string line;
  for (int i = 0; i < 60; ++i) line += "\xC3\xA9";
  EXPECT_EQ(message_of([&] {
              (void)container_delimiter(line, {"a.csv", 1, 1});
            }),
            "a.csv:1:1: Could not determine delimiter on line " + line.substr(0, 100) +
                ":\nCould not determine delimiter");
}

}  // namespace
}  // namespace espalier::data
