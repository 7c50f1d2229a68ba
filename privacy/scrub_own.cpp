// SPDX-License-Identifier: Apache-2.0
// The worker's own number and profile name, which the gateway told us: removed in every form that
// we can think of.
#include <unicode/uchar.h>

#include <algorithm>
#include <cctype>

#include "core/base64.h"
#include "core/bytes.h"
#include "core/utf8.h"
#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

constexpr size_t kMinNumber = 5;   // digits of an own number (a Telegram id may be short)
constexpr size_t kMinTail = 6;     // "my number ends in 345678"
constexpr size_t kMinEncoded = 4;  // bytes; a shorter value in base64 would match by chance

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::string DigitsOf(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), IsDigit);
  return out;
}

// ---- numbers ----

void FindNumber(std::string_view value, const std::string& national, const Folded& folded,
                Spans& spans) {
  const std::string whole = DigitsOf(value);
  for (const Cluster& cluster : Clusters(folded.text)) {
    const std::string& digits = cluster.digits;
    // A short one (a Telegram id) would be in too many amounts; of a long one the whole run goes:
    // what stands around the national part is a prefix or an extension of the same number.
    const bool contains =
        whole.size() < kMinTail + 1
            ? digits == whole
            : digits.find(whole) != std::string::npos || digits.find(national) != std::string::npos;
    const bool tail = digits.size() >= kMinTail && whole.ends_with(digits);
    if (contains || tail) spans.push_back({cluster.begin, cluster.end, Label::kPhone});
  }
}

// ---- names ----

void FindWord(const std::string& word, bool anywhere, const Folded& folded, Spans& spans) {
  for (size_t at = folded.lower.find(word); at != std::string::npos;
       at = folded.lower.find(word, at + word.size())) {
    const size_t end = at + word.size();
    if (anywhere || (!LetterBefore(folded.lower, at) && !LetterAt(folded.lower, end)))
      spans.push_back({at, end, Label::kName});
  }
}

void FindName(const Folded& name, const WordTable& words, const Folded& folded, Spans& spans) {
  std::string joined;
  for (const auto& word : name.words) {
    const std::string part = name.lower.substr(word.begin, word.end - word.begin);
    joined += part;
    size_t at = 0;
    size_t chars = 0;
    bool no_spaces = false;
    while (at < part.size()) {
      no_spaces = IsUnspaced(core::NextCodePoint(part, at)) || no_spaces;
      ++chars;
    }
    if (chars < (no_spaces ? 2u : 3u) || words.not_names.Contains(part)) continue;
    FindWord(part, no_spaces, folded, spans);
  }
  if (joined.size() >= 6 && name.words.size() > 1) FindWord(joined, true, folded, spans);
}

// ---- other encodings, sought in the text as the worker sent it, but for case ----

std::string Percent(std::string_view value, bool all) {
  std::string out;
  for (const char c : value) {
    if (!all && std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<uint8_t>(c);
      out += "%" + core::HexEncode(core::ByteSpan(&byte, 1));
    }
  }
  return out;
}

// \u09b0 (JSON) or &#2480; or &#x9b0; (HTML) for every character.
std::string Escaped(std::string_view value, const char* format) {
  std::string out;
  for (size_t at = 0; at < value.size();) {
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format,
                  static_cast<unsigned>(core::NextCodePoint(value, at)));
    out += buffer.data();
  }
  return out;
}

// What of base64(x + value + y) is the same for all x and y, for each of the three alignments.
std::vector<std::string> Base64Forms(std::string_view value) {
  std::vector<std::string> out;
  for (size_t shift = 0; shift < 3; ++shift) {
    const std::string padded = std::string(shift, '\0') + std::string(value);
    const std::string encoded = core::Base64UrlEncode(core::AsBytes(padded));
    const size_t first = (shift * 8 + 5) / 6;
    const size_t last = padded.size() * 8 / 6;
    if (last > first + 4) out.push_back(encoded.substr(first, last - first));
  }
  return out;
}

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

bool IsTokenChar(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("+/=_-%").find(c) != std::string_view::npos;
}

// The whole token goes, not only the part that is the value.
void FindToken(std::string_view text, const std::string& encoded, Label label, Spans& spans) {
  if (encoded.size() < kMinEncoded) return;
  for (size_t at = text.find(encoded); at != std::string_view::npos;
       at = text.find(encoded, at + 1)) {
    size_t begin = at;
    size_t end = at + encoded.size();
    while (begin > 0 && IsTokenChar(text[begin - 1]) && text[begin - 1] != '=')
      --begin;  // '=' ends base64
    while (end < text.size() && IsTokenChar(text[end])) ++end;
    spans.push_back({begin, end, label});
    at = end - 1;
  }
}

void FindEncodings(std::string_view value, Label label, const Folded& folded, Spans& spans) {
  if (value.size() < kMinEncoded) return;
  const std::string lower = AsciiLower(folded.text);
  std::string standard = folded.text;  // one alphabet for both kinds of base64
  std::replace(standard.begin(), standard.end(), '+', '-');
  std::replace(standard.begin(), standard.end(), '/', '_');
  for (const std::string& form : Base64Forms(value)) FindToken(standard, form, label, spans);
  FindToken(lower, core::HexEncode(core::AsBytes(value)), label, spans);
  for (const bool all : {false, true}) {
    if (lower.find('%') == std::string::npos) break;
    if (const std::string form = AsciiLower(Percent(value, all)); form != AsciiLower(value))
      FindToken(lower, form, label, spans);
  }
  for (const char* format : {"\\u%04x", "&#%u;", "&#x%x;"}) {
    if (lower.find(std::string_view(format).substr(0, 2)) == std::string::npos) continue;
    FindToken(lower, Escaped(value, format), label, spans);
  }
}

void FindValue(std::string_view value, const ScrubContext& context, const WordTable& words,
               const Folded& folded, Spans& spans) {
  const Folded own = Fold(value);
  if (own.words.empty()) {
    const std::string digits = DigitsOf(own.text);
    if (digits.size() < kMinNumber) return;
    const std::string national = NationalDigits(own.text, context.country);  // dear: once
    FindNumber(own.text, national, folded, spans);
    FindEncodings(digits, Label::kPhone, folded, spans);
    if (own.text[0] == '+') FindEncodings(own.text, Label::kPhone, folded, spans);
    if (national != digits) FindEncodings(national, Label::kPhone, folded, spans);
    return;
  }
  const bool token =
      own.digit_count > 0 && own.text.size() >= 16 && own.text.find(' ') == std::string::npos;
  if (token) {
    FindToken(folded.text, own.text, Label::kAccount, spans);  // a webchat address
  } else {
    FindName(own, words, folded, spans);
  }
  FindEncodings(value, token ? Label::kAccount : Label::kName, folded, spans);
}

}  // namespace

void FindOwn(const ScrubContext& context, const WordTable& words, const Folded& folded,
             Spans& spans) {
  for (const std::string_view value : context.own_values)
    FindValue(value, context, words, folded, spans);
}

}  // namespace privacy
