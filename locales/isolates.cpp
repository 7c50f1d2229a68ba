// SPDX-License-Identifier: Apache-2.0
#include "locales/isolates.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "core/utf8.h"

namespace locales {
namespace {

constexpr std::string_view kFirstStrongIsolate = "\u2068";
constexpr std::string_view kPopIsolate = "\u2069";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsJoint(char c) {
  return c == '-' || c == '.' || c == '/' || c == ':' || c == '+' || c == ',' || c == '@' ||
         c == '_' || c == ' ';
}
bool HasLatin(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return IsLetter(c) || IsDigit(c); });
}

bool HasRightToLeft(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const auto direction = u_charDirection(static_cast<UChar32>(core::NextCodePoint(text, at)));
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

// The end of the run of Latin letters, digits and marks between them that begins at `begin`.
size_t RunEnd(std::string_view text, size_t begin) {
  size_t end = begin;
  for (size_t at = begin; at < text.size(); ++at) {
    if (IsLetter(text[at]) || IsDigit(text[at])) {
      end = at + 1;
    } else if (!IsJoint(text[at])) {
      break;
    }
  }
  return end;
}

bool NeedsIsolation(std::string_view run) {
  return std::any_of(run.begin(), run.end(), [](char c) { return !IsDigit(c); });
}

// A phone would take the mark behind a link into the link; texts end the line behind it.
bool IsLink(std::string_view line) {
  return line.starts_with("https://") || line.starts_with("http://");
}

void Append(std::string& out, std::string_view run) {
  out += kFirstStrongIsolate;
  out += run;
  out += kPopIsolate;
}

}  // namespace

std::string Isolated(std::string_view value) {
  std::string out;
  for (size_t begin = 0; begin <= value.size();) {
    const size_t end = std::min(value.find('\n', begin), value.size());
    const auto line = value.substr(begin, end - begin);
    HasLatin(line) && !IsLink(line) ? Append(out, line) : static_cast<void>(out += line);
    if (end < value.size()) out += '\n';
    begin = end + 1;
  }
  return out;
}

std::string WithIsolatedLatin(std::string_view text) {
  if (!HasLatin(text) || !HasRightToLeft(text)) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const bool starts = IsLetter(text[at]) || IsDigit(text[at]);
    const size_t end = starts ? RunEnd(text, at) : at + 1;
    const auto run = text.substr(at, end - at);
    (starts && NeedsIsolation(run)) ? Append(out, run) : static_cast<void>(out += run);
    at = end;
  }
  return out;
}

}  // namespace locales
