// SPDX-License-Identifier: Apache-2.0
// Phone numbers. libphonenumber's matcher at VALID finds 0.997 of well-formed numbers without a
// false alarm but misses those glued to letters; so every other run of seven and more digits that
// is neither money nor date (scrub_doubt.cpp) goes too: a number too much is a smaller harm than a
// worker found.
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <string>
#include <utility>

#include "privacy/scrub_internal.h"

namespace privacy {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr size_t kShortest = 7;          // digits of a number that needs no word to tell what it is
constexpr size_t kShortestWithWord = 5;  // as in Samoa
constexpr size_t kShortestMarked = 9;    // with commas or signs inside
constexpr size_t kMaxMarks = 8;      // bytes of them between two digits: an emoji and two spaces
constexpr size_t kLongest = 15;      // E.164; longer ones are ids
constexpr size_t kLongestRun = 60;   // the matcher needs quadratic time; longer ones go anyway
constexpr size_t kMaxMatches = 200;  // candidates that the matcher may try in one text

// Where a country's workers also have numbers from: its neighbours and where its migrants work.
constexpr std::pair<std::string_view, std::string_view> kNeighbours[] = {
    {"AE", "SA OM QA IN PK"}, {"BD", "IN MM AE SA MY"}, {"BR", "PY BO AR VE"},
    {"CK", "NZ AU FJ WS"},    {"CN", "HK TW VN MM"},    {"CO", "VE EC PE"},
    {"EG", "SA AE SD"},       {"ET", "KE SA SD"},       {"FJ", "WS TO NZ AU"},
    {"GH", "TG CI BF NG"},    {"GT", "MX SV HN US"},    {"HN", "GT SV NI US"},
    {"ID", "MY SG SA TL"},    {"IN", "BD NP PK LK AE"}, {"JO", "EG SY SA BD"},
    {"KE", "UG TZ ET"},       {"KH", "TH VN LA"},       {"LK", "IN AE SA"},
    {"MA", "FR ES DZ SN"},    {"MG", "MU FR"},          {"MM", "TH BD IN CN"},
    {"MX", "US GT SV HN"},    {"MY", "ID BD NP SG TH"}, {"NG", "BJ NE CM GH"},
    {"NP", "IN QA MY AE"},    {"PE", "BO EC CO VE"},    {"PH", "SA AE SG HK"},
    {"PK", "AF IN AE SA"},    {"SN", "ML GN MR FR"},    {"SV", "GT HN US"},
    {"QA", "NP BD IN KE PH"}, {"SA", "YE EG IN BD PK"}, {"SG", "MY ID BD IN"},
    {"TH", "MM KH LA"},       {"TN", "DZ LY FR"},       {"TO", "WS FJ NZ AU"},
    {"TR", "SY BG IR"},       {"TZ", "KE UG ZM"},       {"UG", "KE RW CD"},
    {"VN", "KH LA CN"},       {"WS", "AS NZ AU FJ TO"}, {"ZA", "ZW MZ LS BW"},
};

std::vector<std::string> Regions(std::string_view country) {
  std::vector<std::string> out;
  if (country.size() == 2) out.emplace_back(country);
  for (const auto& [name, list] : kNeighbours) {
    if (name != country) continue;
    for (size_t at = 0; at < list.size(); at += 3) out.emplace_back(list.substr(at, 2));
  }
  return out;
}

Cluster PartOf(const Folded& folded, size_t begin, size_t end) {
  Cluster part;
  for (size_t at = begin; at < end; ++at) {
    if (folded.digits[at] >= '0' && folded.digits[at] <= '9')
      part.digits.push_back(folded.digits[at]);
  }
  part.begin = begin;
  part.end = end;
  part.plus = folded.digits[begin] == '+' || (begin > 0 && folded.digits[begin - 1] == '+');
  return part;
}

bool Told(const WordTable& words, const Folded& folded, const Cluster& number) {
  return WordBefore(folded, number.begin, 4, words.phone) ||
         WordAfter(folded, number.end, 2, words.phone);
}

// Numbers that nobody has at home: free of charge, at a shared cost, of a company as a whole.
bool IsPublic(const PhoneNumber& number) {
  switch (PhoneNumberUtil::GetInstance()->GetNumberType(number)) {
    case PhoneNumberUtil::TOLL_FREE:
    case PhoneNumberUtil::PREMIUM_RATE:
    case PhoneNumberUtil::SHARED_COST:
    case PhoneNumberUtil::UAN:
      return true;
    default:
      return false;
  }
}

// Goes through one text's numbers.
class PhoneFinder {
 public:
  PhoneFinder(std::string_view country, const WordTable& words, const Folded& folded, Spans& spans)
      : country_(country),
        region_(country.size() == 2 ? country : "ZZ"),
        words_(words),
        folded_(folded),
        spans_(spans) {}

  void Run() {
    clusters_ = Clusters(folded_.digits);
    const bool any = std::any_of(clusters_.begin(), clusters_.end(), [](const Cluster& c) {
      return c.digits.size() >= kShortestWithWord;
    });
    if (any) FindMatches();
    if (any) FindClusters();
    FindMarked();
  }

 private:
  [[nodiscard]] static bool Within(const Spans& spans, const Cluster& number) {
    return std::any_of(spans.begin(), spans.end(), [&](const Span& span) {
      return span.begin <= number.at.front() && number.end <= span.end;
    });
  }

  [[nodiscard]] bool IsSamePayAgain(const Cluster& part) const {
    const auto whole =
        std::find_if(clusters_.begin(), clusters_.end(),
                     [&](const Cluster& cluster) { return cluster.end >= part.end; });
    return whole != clusters_.end() && whole->digits == part.digits && SamePayAgain(*whole);
  }

  void FindMatches() {
    std::string view = folded_.digits;
    for (const Cluster& cluster : clusters_) {
      if (cluster.digits.size() <= kLongestRun) continue;
      std::fill(view.begin() + static_cast<std::ptrdiff_t>(cluster.begin),
                view.begin() + static_cast<std::ptrdiff_t>(cluster.end), kCovered);
    }
    PhoneNumberMatcher matcher(*PhoneNumberUtil::GetInstance(), view, region_,
                               PhoneNumberMatcher::VALID, kMaxMatches);
    PhoneNumberMatch match;
    while (matcher.HasNext() && matcher.Next(&match)) {
      const auto begin = static_cast<size_t>(match.start());
      const Cluster number = PartOf(folded_, begin, begin + static_cast<size_t>(match.length()));
      if (number.digits.size() >= kShortest && IsPublic(match.number()))
        public_.push_back({number.begin, number.end, Label::kPhone});
      const bool told = Told(words_, folded_, number);
      if (number.digits.size() < (told ? kShortestWithWord : kShortest) ||
          IsAmount(words_, folded_, number) || IsPublic(match.number()) ||
          (!told && IsSamePayAgain(number)))
        continue;
      spans_.push_back({number.plus && folded_.digits[begin] != '+' ? begin - 1 : begin, number.end,
                        Label::kPhone});
    }
  }

  [[nodiscard]] bool ValidInRegions(const Cluster& number) {
    if (regions_.empty()) regions_ = Regions(country_);
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    return std::any_of(regions_.begin(), regions_.end(), [&](const std::string& region) {
      PhoneNumber parsed;
      return util.Parse((number.plus ? "+" : "") + number.digits, region, &parsed) ==
                 PhoneNumberUtil::NO_PARSING_ERROR &&
             util.IsValidNumber(parsed);
    });
  }

  // Five or six digits: a number where mobiles are so short (Cook Islands), or told.
  [[nodiscard]] bool IsShortNumber(const Cluster& number) const {
    PhoneNumber parsed;
    const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
    if (number.digits.size() < kShortestWithWord ||
        util.Parse(number.digits, region_, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR ||
        !util.IsValidNumber(parsed) || IsAmount(words_, folded_, number) || IsPublic(parsed)) {
      return false;
    }
    if (Told(words_, folded_, number)) return true;
    return util.GetNumberType(parsed) == PhoneNumberUtil::MOBILE && number.groups.size() <= 2 &&
           !number.digits.ends_with("00") && DoubtAbout(words_, folded_, number) == Doubt::kNone;
  }

  // A number was found at its beginning, and one group that follows is an amount rather than a part
  // of it: "0917 123 4567 4500".
  [[nodiscard]] bool FoundButForAnAmount(const Spans& found, const Cluster& number) const {
    return std::any_of(found.begin(), found.end(), [&](const Span& span) {
      if (span.begin > number.at.front() || span.end <= number.at.front() ||
          folded_.text[span.end] != ' ')
        return false;
      const auto rest =
          number.at.end() - std::lower_bound(number.at.begin(), number.at.end(), span.end);
      return (rest == 3 || rest == 4) && static_cast<size_t>(rest) == number.groups.back();
    });
  }

  // Is what looks like amounts or counts ("6 12 09 06 51") a number all the same?
  [[nodiscard]] bool IsNumberInDoubt(const Cluster& number, Doubt doubt) {
    if (doubt == Doubt::kAmount) return number.digits.size() > 8 && ValidInRegions(number);
    return doubt == Doubt::kNone || (doubt == Doubt::kCounts && number.digits.size() > 8 &&
                                     IsPhoneNumber(number.digits, country_));
  }

  void FindClusters() {
    const Spans found = spans_;
    for (const Cluster& number : clusters_) {
      if (Within(found, number) || Within(public_, number) || FoundButForAnAmount(found, number))
        continue;
      if (number.digits.size() < kShortest) {
        if (IsShortNumber(number)) spans_.push_back({number.begin, number.end, Label::kPhone});
        continue;
      }
      PhoneNumber parsed;
      // Of longer ones it takes quadratic time to say that they are none.
      const bool parses = number.digits.size() <= kLongest &&
                          PhoneNumberUtil::GetInstance()->Parse(number.digits, region_, &parsed) ==
                              PhoneNumberUtil::NO_PARSING_ERROR;
      if (IsAmount(words_, folded_, number) || (parses && IsPublic(parsed))) continue;
      if (!IsNumberInDoubt(number, DoubtAbout(words_, folded_, number))) continue;
      spans_.push_back(
          {number.begin, number.end, number.digits.size() > kLongest ? Label::kId : Label::kPhone});
    }
  }

  // "0917,123,4567", "{0917} 123 4567", an emoji between: only what is a number of the country, for
  // commas stand between amounts as well.
  void FindMarked() {
    for (const Cluster& number : Clusters(WithoutMarks(folded_.digits), kMaxMarks)) {
      if (number.digits.size() < kShortestMarked || number.digits.size() > kLongest ||
          Within(spans_, number) || Within(public_, number))
        continue;
      if (!number.plus && number.digits[0] != '0' && !Told(words_, folded_, number)) continue;
      if (number.plus ? ValidInRegions(number) : IsPhoneNumber(number.digits, country_))
        spans_.push_back({number.begin, number.end, Label::kPhone});
    }
  }

  std::string_view country_;
  std::string region_;
  const WordTable& words_;
  const Folded& folded_;
  Spans& spans_;
  Spans public_;
  std::vector<Cluster> clusters_;
  std::vector<std::string> regions_;
};

}  // namespace

void FindPhones(std::string_view country, const WordTable& words, const Folded& folded,
                Spans& spans) {
  FindSpoken(words, folded, spans);
  if (folded.digit_count >= kShortestWithWord) PhoneFinder(country, words, folded, spans).Run();
}

bool IsPhoneNumber(const std::string& digits, std::string_view country) {
  if (country.size() != 2 || digits.find_first_not_of("0123456789") != std::string::npos)
    return false;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber parsed;
  return util.Parse(digits, std::string(country), &parsed) == PhoneNumberUtil::NO_PARSING_ERROR &&
         util.IsValidNumber(parsed);
}

std::string NationalDigits(std::string_view number, std::string_view country) {
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber parsed;
  std::string digits;
  if (util.Parse(std::string(number), country.size() == 2 ? std::string(country) : "ZZ", &parsed) ==
      PhoneNumberUtil::NO_PARSING_ERROR) {
    util.GetNationalSignificantNumber(parsed, &digits);
  }
  if (digits.size() < kShortestWithWord) {
    digits.clear();
    std::copy_if(number.begin(), number.end(), std::back_inserter(digits),
                 [](char c) { return c >= '0' && c <= '9'; });
  }
  return digits;
}

}  // namespace privacy
