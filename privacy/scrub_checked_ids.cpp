// SPDX-License-Identifier: Apache-2.0
// National ids that show themselves: by check digits or by a form that nothing else has. Algorithms
// as each country publishes them; tests/privacy/scrub_ids_test.cpp has numbers of every kind, made
// independently of this file.
#include <algorithm>
#include <array>
#include <cctype>

#include "privacy/scrub_internal.h"
#include "privacy/scrub_match.h"

namespace privacy {
namespace {

using re2::RE2;

int Digit(char c) { return c - '0'; }

// Sum of the digits times the weights.
template <size_t N>
int Weighted(std::string_view digits, const std::array<int, N>& weights) {
  int sum = 0;
  for (size_t i = 0; i < N; ++i) sum += Digit(digits[i]) * weights[i];
  return sum;
}

bool Anything(std::string_view) { return true; }

// India, Aadhaar: Verhoeff (UIDAI). d: multiplication in the dihedral group of order 10; p: the
// permutation by position.
bool Verhoeff(std::string_view digits) {
  constexpr int kD[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
                              {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
                              {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
                              {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
                              {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
  constexpr int kP[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                             {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                             {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                             {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
  int check = 0;
  for (size_t i = 0; i < digits.size(); ++i)
    check = kD[check][kP[i % 8][Digit(digits[digits.size() - 1 - i])]];
  return check == 0;
}

// Brazil, CPF: two check digits modulo 11.
bool Cpf(std::string_view d) {
  const auto check = [&](size_t count) {
    int sum = 0;
    for (size_t i = 0; i < count; ++i) sum += Digit(d[i]) * static_cast<int>(count + 1 - i);
    return sum * 10 % 11 % 10;
  };
  return check(9) == Digit(d[9]) && check(10) == Digit(d[10]);
}

// Brazil, PIS/PASEP/NIS.
bool Pis(std::string_view d) {
  const int rest = Weighted<10>(d, {3, 2, 9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return (rest < 2 ? 0 : 11 - rest) == Digit(d[10]);
}

// Turkey, T.C. kimlik no: the tenth digit from odd and even places, the eleventh from all.
bool Tckn(std::string_view d) {
  const int odd = Digit(d[0]) + Digit(d[2]) + Digit(d[4]) + Digit(d[6]) + Digit(d[8]);
  const int even = Digit(d[1]) + Digit(d[3]) + Digit(d[5]) + Digit(d[7]);
  return ((odd * 7 - even) % 10 + 10) % 10 == Digit(d[9]) &&
         (odd + even + Digit(d[9])) % 10 == Digit(d[10]);
}

// Thailand: 13 digits.
bool Thai(std::string_view d) {
  return (11 - Weighted<12>(d, {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11) % 10 == Digit(d[12]);
}

// China, GB 11643: ISO 7064 MOD 11-2.
bool Chinese(std::string_view d) {
  const int rest = Weighted<17>(d, {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}) % 11;
  return std::string_view("10x98765432")[static_cast<size_t>(rest)] == d[17];
}

// Mexico, CURP: letters of a 37 letter alphabet with n-tilde behind n.
bool Curp(std::string_view text) {
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) {
    const char c = text[i];
    const int value = c <= '9' ? Digit(c) : c - 'a' + 10 + (c > 'n' ? 1 : 0);
    sum += value * static_cast<int>(18 - i);
  }
  return (10 - sum % 10) % 10 == Digit(text[17]);
}

// Spain, DNI and NIE: the letter is the number modulo 23.
bool Dni(std::string_view text) {
  int number = text[0] >= 'x' ? text[0] - 'x' : Digit(text[0]);
  for (const char c : text.substr(1, 7)) number = number * 10 + Digit(c);
  return std::string_view("trwagmyfpdxbnjzsqvhlcke")[static_cast<size_t>(number % 23)] == text[8];
}

// France, numéro de sécurité sociale: 97 minus the number modulo 97.
bool Nir(std::string_view d) {
  const long long number = std::stoll(std::string(d.substr(0, 13)));
  return 97 - number % 97 == Digit(d[13]) * 10 + Digit(d[14]);
}

// Singapore, NRIC and FIN.
bool Nric(std::string_view text) {
  const int sum = Weighted<7>(text.substr(1), {2, 7, 6, 5, 4, 3, 2}) +
                  (text[0] == 't' || text[0] == 'g' ? 4 : 0);
  const std::string_view letters = text[0] == 's' || text[0] == 't' ? "jzihgfedcba" : "xwutrqpnmlk";
  return text[0] == 'm' || letters[static_cast<size_t>(sum % 11)] == text[8];
}

// Kuwait, civil id.
bool Kuwait(std::string_view d) {
  return 11 - Weighted<11>(d, {2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}) % 11 == Digit(d[11]);
}

// El Salvador, DUI.
bool Dui(std::string_view d) {
  return (10 - Weighted<8>(d, {9, 8, 7, 6, 5, 4, 3, 2}) % 10) % 10 == Digit(d[8]);
}

// Guatemala, CUI/DPI: modulo 11 over the first eight, then four digits of department and place.
bool Cui(std::string_view d) {
  return Weighted<8>(d, {2, 3, 4, 5, 6, 7, 8, 9}) % 11 == Digit(d[8]);
}

// Chile, RUT: weights 2 to 7 from the right, modulo 11.
bool Rut(std::string_view text) {
  int sum = 0;
  for (size_t i = 1; i < text.size(); ++i)
    sum += Digit(text[text.size() - 1 - i]) * static_cast<int>(2 + (i - 1) % 6);
  return std::string_view("0k987654321")[static_cast<size_t>(sum % 11)] == text.back();
}

// Hong Kong: one or two letters (one: as if a blank, 36, stood before it), weights 9 to 1,
// modulo 11.
bool HongKong(std::string_view text) {
  int sum = text.size() == 8 ? 36 * 9 : 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const int value = text[i] <= '9' ? Digit(text[i]) : text[i] - 'a' + 10;
    sum += value * static_cast<int>(text.size() - i);
  }
  return sum % 11 == 0;
}

// Colombia, Peru and others have no check digit: by context words only. Egypt and Malaysia: a birth
// date inside.
bool Egypt(std::string_view d) {
  return d.substr(3, 2) >= "01" && d.substr(3, 2) <= "12" && d.substr(5, 2) >= "01" &&
         d.substr(5, 2) <= "31";
}
bool Malaysia(std::string_view d) {
  return d.substr(2, 2) >= "01" && d.substr(2, 2) <= "12" && d.substr(4, 2) >= "01" &&
         d.substr(4, 2) <= "31";
}

struct Rule {
  std::string_view country;  // "" where the form is like nothing else
  const char* form;          // of the folded text in lower case
  bool (*valid)(std::string_view compact);
};

constexpr Rule kRules[] = {
    {"IN", R"([2-9]\d{3}[ -]?\d{4}[ -]?\d{4})", Verhoeff},
    {"", R"([a-z]{3}[abcfghljpt][a-z]\d{4}[a-z])", Anything},  // India, PAN
    {"", R"(\d{3}\.\d{3}\.\d{3}-\d{2})", Cpf},
    {"BR", R"(\d{11}|\d{9}-\d{2})", Cpf},
    {"BR", R"(\d{3}\.?\d{5}\.?\d{2}-?\d)", Pis},
    {"TR", R"([1-9]\d{10})", Tckn},
    {"TH", R"([1-8][ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d)", Thai},
    {"", R"([1-9]\d{5} ?(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d ?\d{3}[\dx])", Chinese},
    {"", R"([a-z]{4} ?\d{6} ?[hmx][a-z]{5} ?[a-z0-9]\d)", Curp},
    {"MX", R"([a-z]{4}\d{6}[a-z0-9]{3})", Anything},                      // RFC
    {"MX", R"(\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{4}[ -]?\d)", PassesLuhn},  // NSS
    {"", R"((?:\d{8}|\d{2}\.\d{3}\.\d{3}|[xyz]-?\d{7})-?[a-z])", Dni},
    {"ES", R"((?:\d{8}|\d{2}\.\d{3}\.\d{3}) [a-z])", Dni},
    {"", R"(\d{1,2}\.\d{3}\.\d{3}-[\dk]|\d{7,8}-[\dk])", Rut},
    {"", R"([a-z]{1,2}\d{6}\([\da]\))", HongKong},
    {"", R"(gha-\d{9}-\d)", Anything},     // Ghana
    {"IN", R"([a-z]{3}\d{7})", Anything},  // voter
    {"KE", R"(a\d{9}[a-z])", Anything},    // tax
    {"", R"([12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2})", Nir},
    {"", R"([stfgm]\d{7}[a-z])", Nric},
    {"", R"([a-ceghj-prstw-z][a-ceghj-nprstw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d])",
     Anything},                                             // United Kingdom, NI number
    {"", R"(784-?(?:19|20)\d{2}-?\d{7}-?\d)", PassesLuhn},  // Emirates id
    {"SA", R"([12]\d{9})", PassesLuhn},
    {"KW", R"([23]\d{11})", Kuwait},
    {"ZA", R"(\d{6} ?\d{4} ?\d{3})", PassesLuhn},
    {"EG", R"([23]\d{13})", Egypt},
    {"", R"(\d{6}-\d{2}-\d{4})", Malaysia},
    {"MY", R"(\d{12})", Malaysia},
    {"", R"(\d{5}-\d{7}-\d)", Anything},     // Pakistan, CNIC
    {"", R"(\d{9} ?[vx])", Anything},        // Sri Lanka, NIC until 2016
    {"LK", R"((?:19|20)\d{10})", Anything},  // and after
    {"SV", R"(\d{8}-?\d)", Dui},
    {"GT", R"(\d{4}[ -]?\d{5}[ -]?\d{4})", Cui},
    {"", R"(\d{3}-\d{2}-\d{4})", Anything},  // United States, SSN
    {"PH", R"(\d{2}-\d{7}-\d|\d{4}-\d{7}-\d|\d{3}-\d{3}-\d{3}(?:-\d{3})?)",
     Anything},                                                      // SSS, UMID, TIN
    {"", R"(\d{1,2}/[\pL\pM]+\s?\([\pL\pM]+\)\s?\d{6})", Anything},  // Myanmar, citizenship card
};

std::string Compact(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
  return out;
}

bool PartOfNumber(std::string_view text, size_t begin, size_t end) {
  const auto digit = [&](size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  const auto joins = [&](size_t at) {
    return at < text.size() && std::string_view("-./+").find(text[at]) != std::string_view::npos;
  };
  return (begin > 0 && joins(begin - 1) &&
          (text[begin - 1] == '+' || (begin > 1 && digit(begin - 2)))) ||
         (joins(end) && digit(end + 1));
}

}  // namespace

void FindCheckedIds(std::string_view country, const Folded& folded, Spans& spans) {
  if (folded.digit_count < 4) return;
  static const std::array<std::unique_ptr<RE2>, std::size(kRules)> patterns = [] {
    std::array<std::unique_ptr<RE2>, std::size(kRules)> made;
    for (size_t i = 0; i < made.size(); ++i) made[i] = std::make_unique<RE2>(kRules[i].form);
    return made;
  }();
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (!kRules[i].country.empty() && kRules[i].country != country) continue;
    EachMatch(*patterns[i], folded.lower, [&](std::string_view whole, std::string_view) {
      const size_t begin = OffsetIn(folded.lower, whole);
      const size_t end = begin + whole.size();
      const bool part = LetterBefore(folded.lower, begin) || LetterAt(folded.lower, end) ||
                        PartOfNumber(folded.lower, begin, end);
      if (part || !kRules[i].valid(Compact(whole))) return false;
      if (!IsPhoneNumber(std::string(whole), country)) spans.push_back({begin, end, Label::kId});
      return true;
    });
  }
}

}  // namespace privacy
