// SPDX-License-Identifier: Apache-2.0
// Who answered must never be known: questions that ask for it, sensitive ones without consent or a
// way out, violence without help.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "authoring/lint/context.h"
#include "authoring/lint/languages.h"

namespace authoring::lint {
namespace {

using dialogs::QuestionType;

// Folded phrases (no accents, small letters) that ask who somebody is. Whole words, in a question
// that is answered by typing.
constexpr std::array<std::string_view, 44> kIdentity{
    "your name", "full name", "first name", "last name", "surname", "phone number", "mobile number",
    "telephone number", "whatsapp number", "e mail", "email", "passport number", "id number",
    "id card number", "national id", "identity number", "badge number", "employee number",
    "worker number", "home address", "your address", "date of birth", "birth date",
    "when were you born", "bank account",
    // es
    "su nombre", "tu nombre", "nombre completo", "apellido", "numero de telefono", "su direccion",
    "numero de pasaporte", "fecha de nacimiento", "correo electronico",
    // fr
    "votre nom", "nom complet", "prenom", "numero de telephone", "votre adresse",
    "numero de passeport", "date de naissance",
    // sm, fil
    "lou igoa", "iyong pangalan", "buong pangalan"};
// Bodily harm, and the wish to end it all. Threats alone are left to the author.
constexpr std::array<std::string_view, 25> kViolence{
    "violence",       "violent",    "hit you",     "beat you",      "beaten",
    "hurt you",       "rape",       "touched you", "sexual",        "harass",
    "harassed",       "harassment", "locked in",   "kill yourself", "suicide",
    "forced to work", "violencia",  "golpeado",    "golpean",       "acoso",
    "violacion",      "violences",  "frappe",      "harcelement",   "viol"};

// As whole words: Folded() puts a space at both ends.
std::vector<std::string> Spaced(std::span<const std::string_view> phrases) {
  std::vector<std::string> out;
  for (std::string_view phrase : phrases) out.push_back(fmt::format(" {} ", phrase));
  return out;
}

bool HasPhrase(const std::string& folded, const std::vector<std::string>& spaced) {
  return std::any_of(spaced.begin(), spaced.end(), [&](const std::string& phrase) {
    return folded.find(phrase) != std::string::npos;
  });
}
bool AsksIdentity(const std::string& folded) {
  static const std::vector<std::string> phrases = Spaced(kIdentity);
  return HasPhrase(folded, phrases);
}
bool TellsOfViolence(const std::string& folded) {
  static const std::vector<std::string> phrases = Spaced(kViolence);
  return HasPhrase(folded, phrases);
}

// Without ${name}: what is echoed is not asked.
std::string Asked(const std::string& text) {
  std::string out;
  size_t at = 0;
  for (size_t open = text.find("${"); open != std::string::npos; open = text.find("${", at)) {
    out += text.substr(at, open - at);
    at = std::min(text.find('}', open), text.size() - 1) + 1;
  }
  return Folded(out + text.substr(at));
}

bool IsTyped(QuestionType type) {
  return type == QuestionType::kText || type == QuestionType::kInteger ||
         type == QuestionType::kDecimal || type == QuestionType::kDate;
}

class Privacy {
 public:
  explicit Privacy(Context& context) : c_(context), s_(context.survey) {}

  void Run() {
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      Identity(q);
      WayOut(q);
      Help(q);
    }
    Echoes();
    Consent();
  }

 private:
  void Identity(size_t q) {
    const dialogs::Question& row = s_.questions[q];
    if (row.role == dialogs::Role::kSite || row.silent()) return;
    std::string path = c_.PathOf(q, "name"), why;
    if (row.identifies) {
      path = c_.PathOf(q, "pii");
      why = "It asks who somebody is, as it says itself.";
    } else if (row.type == QuestionType::kGeopoint) {
      why = "A place on the map leads to a person.";
    }
    for (size_t language = 0; why.empty() && IsTyped(row.type) && language < row.label.size();
         ++language) {
      if (!AsksIdentity(Asked(row.label[language]))) continue;
      path = c_.PathOf(q, "label." + c_.language(language));
      why = "It asks who somebody is.";
    }
    if (why.empty() && IsTyped(row.type) && AsksIdentity(Folded(row.name)))
      why = "By its name it asks who somebody is.";
    if (why.empty()) return;
    c_.asks_identity[q] = true;
    c_.Say("PII-ASK", path, why,
           "Ask for an age band, a district, a code of the workplace instead; say \"please write "
           "no names\".");
  }

  void WayOut(size_t q) {
    const dialogs::Question& row = s_.questions[q];
    if (row.sensitive == dialogs::Sensitivity::kNone) return;
    if (row.required && !row.list) {
      c_.Say("SENS-REQ", c_.PathOf(q, "required"),
             "It is sensitive and must be answered: people leave, or write anything.",
             "Remove \"required\".");
    }
    if (row.sensitive != dialogs::Sensitivity::kHigh) return;
    const auto asked = [](const dialogs::Question& other) {
      return !other.silent() && other.type != QuestionType::kNote &&
             other.role == dialogs::Role::kNone;
    };
    const auto begin = s_.questions.begin() + static_cast<std::ptrdiff_t>(q);
    const bool first = std::none_of(s_.questions.begin(), begin, asked);
    const bool last = std::none_of(begin + 1, s_.questions.end(), asked);
    if (first || last) {
      c_.Say("SENS-REQ", c_.PathOf(q, "sensitive"),
             fmt::format("The most sensitive question is the {} one.", first ? "first" : "last"),
             first ? "Begin with something easy." : "End with something that is easy to answer.");
    }
  }

  bool Names(const dialogs::Expression& e, size_t q) const {
    return std::any_of(e.nodes.begin(), e.nodes.end(), [&](const dialogs::Node& node) {
      using dialogs::Op;
      return (node.op == Op::kQuestion || node.op == Op::kHasOption || node.op == Op::kSelf) &&
             node.question == q;
    });
  }

  // An answer to it must be able to bring help numbers.
  void Help(size_t q) {
    const dialogs::Question& row = s_.questions[q];
    if (row.silent() || row.type == QuestionType::kNote || row.role != dialogs::Role::kNone) return;
    size_t language = 0;
    while (language < row.label.size() && !TellsOfViolence(Folded(row.label[language]))) ++language;
    if (language == row.label.size()) return;
    const auto& rules = s_.triage.indicators;
    const bool rule = std::any_of(rules.begin(), rules.end(), [&](const dialogs::Indicator& i) {
      return !i.help.empty() && Names(i.when, q);
    });
    const bool end = std::any_of(s_.ends.begin(), s_.ends.end(), [&](const dialogs::EndRule& e) {
      return !e.help.empty() && Names(e.when, q);
    });
    if (rule || end) return;
    c_.Say("REFER", c_.PathOf(q, "label." + c_.language(language)),
           "It asks about violence or force, and no answer to it brings help numbers.",
           "Give a triage rule that reads it a \"help\" of violence or danger.");
  }

  void Echoes() {
    for (size_t q = 0; q < s_.questions.size(); ++q) {
      for (size_t language = 0; language < s_.questions[q].label.size(); ++language) {
        const std::string& text = s_.questions[q].label[language];
        for (size_t other = 0; other < s_.questions.size(); ++other) {
          if (!c_.asks_identity[other] ||
              text.find("${" + s_.questions[other].name + "}") == std::string::npos)
            continue;
          c_.Say("PII-ECHO", c_.PathOf(q, "label." + c_.language(language)),
                 fmt::format("It shows the answer to \"{}\", which says who somebody is.",
                             s_.questions[other].name),
                 "Take it out: phones are shared.");
        }
      }
    }
  }

  // A yes-or-no question before it may be the consent, unnamed.
  std::string AskFirst(size_t before) const {
    for (size_t q = 0; q < before; ++q) {
      if (s_.questions[q].type != QuestionType::kSelectOne || !s_.questions[q].relevant.empty())
        continue;
      std::vector<std::string> values = s_.infos[q].values;
      std::sort(values.begin(), values.end());
      if (values != std::vector<std::string>{"no", "yes"}) continue;
      return fmt::format(
          "If \"{0}\" asks for it, write {0} into chat_consent on the sheet settings, and yes into "
          "its column "
          "required (in JSON: its role is consent).",
          s_.questions[q].name);
    }
    return "Begin with a question that asks whether you may ask (choices yes and no), and name it "
           "in chat_consent on the sheet "
           "settings (in JSON: its role is consent).";
  }

  void Consent() {
    if (!s_.consent) {
      for (size_t q = 0; q < s_.questions.size(); ++q) {
        const dialogs::Question& row = s_.questions[q];
        const bool words = row.type == QuestionType::kText && !row.coded;
        if (row.sensitive == dialogs::Sensitivity::kNone && !c_.asks_identity[q] && !words)
          continue;
        c_.Say("SENS-BEFORE-CONSENT", c_.PathOf(q),
               fmt::format("\"{}\" is personal, and nobody was asked for consent before it.",
                           row.name),
               AskFirst(q));
        return;
      }
      return;
    }
    const dialogs::Question& row = s_.questions[*s_.consent];
    for (size_t language = 0; language < row.label.size(); ++language) {
      const std::string& text = row.label[language];
      const std::string folded = Folded(text);
      std::string missing;
      const auto need = [&](bool there, std::string_view what) {
        if (!there) missing += fmt::format("{}{}", missing.empty() ? "" : "; ", what);
      };
      const auto has_word = [&](const std::string& word) {
        const std::string w = Folded(word);
        return folded.find(w.substr(0, w.size() - 1)) != std::string::npos;
      };
      need(text.find("{office}") != std::string::npos, "who asks ({office})");
      need(text.find("{days}") != std::string::npos, "how long a number is kept ({days})");
      need(has_word(c_.catalog(language).Text(locales::TextKey::kWordStop)) || has_word("STOP"),
           "the word that ends it (STOP)");
      if (missing.empty()) continue;
      c_.Say("CONSENT-TEXT", c_.PathOf(*s_.consent, "label." + c_.language(language)),
             "It does not say: " + missing + ".", "Add it; also that answering is voluntary.");
    }
  }

  Context& c_;
  const dialogs::CompiledSurvey& s_;
};

}  // namespace

void LintPrivacy(Context& context) { Privacy(context).Run(); }

}  // namespace authoring::lint
