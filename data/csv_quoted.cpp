#include "data/csv_quoted.hpp"

#include "data/number_parse.hpp"

namespace espalier::data {

bool QuotedRecord::feed(std::string_view record) {
  while (at_ < record.size()) {
    if (step(record[at_])) return true;
    ++at_;
  }
  return false;
}

void QuotedRecord::finish() {
  if (place_ == Place::Quoted) {
    throw Error(
        ErrorKind::BadData, {where_.file, where_.line + piece_.line, piece_.column},
        "the quote that opens here is never closed; close it, or double it (\"\") "
        "if it belongs to the text");
  }
  end_piece();
}

bool QuotedRecord::step(char byte) {
  if (byte == '\0') refuse("a NUL byte; the file is not plain text, save it as UTF-8");
  if (!piece_begun_) begin_piece();
  if (place_ == Place::Quoted) {
    inside(byte);
    return false;
  }
  if (byte == '\n') {
    end_piece();
    return true;
  }
  if (byte == delimiter_) {
    end_piece();
  } else if (place_ == Place::FieldStart || place_ == Place::Unquoted) {
    outside(byte);
  } else {
    behind(byte);
  }
  return false;
}

void QuotedRecord::outside(char byte) {
  if (byte != '"') {
    if (!is_gap(byte)) place_ = Place::Unquoted;
    return;
  }
  if (place_ == Place::Unquoted) {
    refuse(
        "a quote inside a field that does not begin with one; put the whole field in "
        "quotes and double the quote (\"\")");
  }
  piece_.quoted = true;
  piece_.column = column();
  piece_.begin = at_ + 1;
  place_ = Place::Quoted;
}

void QuotedRecord::inside(char byte) {
  if (byte == '"') {
    piece_.end = at_;
    place_ = Place::AfterQuote;
  } else if (byte == '\n') {
    ++line_ends_;
    line_begin_ = at_ + 1;
  }
}

void QuotedRecord::behind(char byte) {
  if (byte == '"' && place_ == Place::AfterQuote) {
    piece_.escaped = true;
    place_ = Place::Quoted;
  } else if (is_gap(byte)) {
    place_ = Place::AfterBlank;
  } else {
    refuse(
        "text after a closing quote; put the delimiter there, or double the quote (\"\") "
        "if it belongs to the text");
  }
}

void QuotedRecord::begin_piece() {
  piece_ = {at_, at_, line_ends_, column()};
  piece_begun_ = true;
}

void QuotedRecord::end_piece() {
  if (!piece_begun_) begin_piece();
  if (!piece_.quoted) piece_.end = at_;
  pieces_.push_back(piece_);
  piece_begun_ = false;
  place_ = Place::FieldStart;
}

bool QuotedRecord::is_gap(char byte) const noexcept {
  return is_blank(byte) && byte != delimiter_;
}

void QuotedRecord::refuse(const std::string& what) const {
  throw Error(ErrorKind::BadData, {where_.file, where_.line + line_ends_, column()},
              what);
}

void QuotedRecord::fields(std::string_view record, std::vector<CsvField>& fields,
                          std::string& unescaped) const {
  unescaped.clear();
  unescaped.reserve(at_);  // so that views of it stay valid while it grows
  fields.clear();
  for (const Piece& piece : pieces_) {
    std::string_view text = record.substr(piece.begin, piece.end - piece.begin);
    if (piece.escaped) {
      const std::size_t begin = unescaped.size();
      for (std::size_t i = 0; i < text.size(); ++i) {
        unescaped += text[i];
        if (text[i] == '"') ++i;  // the second of the pair
      }
      text = std::string_view(unescaped).substr(begin);
    }
    fields.push_back({text, piece.quoted, where_.line + piece.line, piece.column});
  }
}

}  // namespace espalier::data
