// SPDX-License-Identifier: Apache-2.0
// The marks in a number: signs, ranges, currencies, fractions.
#include <unicode/uchar.h>

#include "locales/number_reader.h"

namespace locales {

void NumberReader::Symbol(size_t i) {
  const char32_t symbol = text_.tokens[i].symbol;
  switch (symbol) {
    case U'-':
    case 0x2212:
    case 0x2013:
    case 0x2014:
    case 0x2010:
    case 0x2011:
      return Dash(i);
    case U'<':
    case U'>':
    case 0x2264:
    case 0x2265:
      bound_ = true;
      return;
    case kHalf:
      return composer_.Fraction(0.5, true);
    case kQuarter:
      return composer_.Fraction(0.25, true);
    case kThreeQuarters:
      return composer_.Fraction(0.75, true);
    case U'+':
      bound_ = bound_ || i > 0;
      unknown_ = unknown_ || (i == 0 && !Is(1, Token::Kind::kDigits));
      return;
    case U'~':
    case 0x2248:  // "~10", but "8~10"
      if (composer_.any()) range_ = true;
      return;
    case U'/':
      if (!EndsPrice(i) && !IsPer(i)) range_ = true;
      return;
    case U'=':
      if (i == 0 || !EndsPrice(i - 1)) unknown_ = true;
      return;
    case U'.':
    case U',':
    case U';':
    case U'\n':
    case 0x060C:
    case 0x1363:
      return Separator(i);
    case U'!':
    case U'(':
    case U')':
    case U'"':
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
    case U'#':
      return;
    default:
      if (IsSentenceMark(symbol)) return Separator(i);
      if (u_charType(static_cast<UChar32>(symbol)) != U_CURRENCY_SYMBOL || currency_)
        unknown_ = true;
      currency_ = true;
  }
}

// ".5" is a fraction; "twenty, five" are two numbers.
void NumberReader::Separator(size_t i) {
  if (!composer_.any() && Is(i + 1, Token::Kind::kDigits) && text_.tokens[i + 1].glued)
    unknown_ = true;
  separated_ = composer_.any();
}

// "12 hours/day", "Rp50.000/hari".
bool NumberReader::IsPer(size_t i) const {
  if (!composer_.any() || !Is(i + 1, Token::Kind::kWord)) return false;
  const Part* part = words_.FindPart(text_.Text(text_.tokens[i + 1]));
  return part != nullptr && part->kind == PartKind::kUnit;
}

// "500/-" and "500/=" are how rupees and shillings are written.
bool NumberReader::EndsPrice(size_t i) const {
  const bool last = i + 2 == text_.tokens.size() || Is(i + 2, Token::Kind::kWord);  // "/- only"
  return IsSymbol(i, U'/') && last && (IsSymbol(i + 1, U'-') || IsSymbol(i + 1, U'='));
}

void NumberReader::Dash(size_t i) {
  if (i > 0 && EndsPrice(i - 1)) return;
  const bool sign = Is(i + 1, Token::Kind::kDigits) && text_.tokens[i + 1].glued;
  if (!composer_.any()) {
    if (i > 0 || !sign) unknown_ = true;
    negative_ = sign;
    return;
  }
  // "twenty-five" is one number, "8-10" two; between words the composer tells them apart.
  if (!Is(i - 1, Token::Kind::kWord) || !Is(i + 1, Token::Kind::kWord)) range_ = true;
}

void NumberReader::Emoji(char32_t emoji) {
  if (emoji == 0x1F44E || emoji == 0x274C || emoji == 0x2753 || emoji == 0x2754 ||
      emoji == 0x1F937 || emoji == 0x1F914)
    unknown_ = true;
}

}  // namespace locales
