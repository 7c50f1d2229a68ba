// SPDX-License-Identifier: Apache-2.0
// Every question as it leaves, per language and channel: SMS parts, WhatsApp's and Telegram's
// limits.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "authoring/lint/context.h"
#include "authoring/lint/languages.h"
#include "channels/sms/encoding.h"
#include "channels/sms/gsm7.h"
#include "channels/telegram/render.h"
#include "channels/text_split.h"
#include "core/utf8.h"
#include "dialogs/preview.h"

namespace authoring::lint {
namespace {

using core::ChannelKind;
using dialogs::QuestionType;

// Meta's "Interactive reply buttons" and "Interactive list messages", in UTF-16 units.
constexpr size_t kWaButtons = 3, kWaButton = 20, kWaRows = 10, kWaRow = 24, kWaDescription = 72,
                 kWaBody = 1024, kWaText = 4096;
// A short message of a language that needs UCS-2 has 67 characters a part instead of 153.
constexpr size_t kMaxParts = 2, kMaxPartsUcs2 = 5, kTooManyParts = 10;

// The answers with which texts that echo them become longest.
std::vector<dialogs::Answer> LongestAnswers(const dialogs::CompiledSurvey& survey,
                                            size_t language) {
  std::vector<dialogs::Answer> answers(survey.questions.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    const dialogs::Question& q = survey.questions[i];
    dialogs::Answer& answer = answers[i];
    if (q.list) {
      const auto& choices = survey.lists[*q.list].choices;
      const auto longest =
          std::max_element(choices.begin(), choices.end(), [&](const auto& a, const auto& b) {
            return core::Utf16Length(a.label[language]) < core::Utf16Length(b.label[language]);
          });
      if (longest == choices.end()) continue;
      answer.kind = dialogs::Answer::Kind::kValues;
      answer.values = {static_cast<uint16_t>(longest - choices.begin())};
    } else if (q.type == QuestionType::kInteger || q.type == QuestionType::kDecimal ||
               q.type == QuestionType::kRange) {
      answer.kind = dialogs::Answer::Kind::kNumber;
      answer.number = q.max.value_or(10'000);
    }
  }
  return answers;
}

class Messages {
 public:
  explicit Messages(Context& context)
      : c_(context), s_(context.survey), same_on_telegram_(SameOnTelegram(context.survey)) {}

  void Run() {
    for (size_t language = 0; language < s_.languages.size(); ++language) {
      preview_.emplace(c_.whole, c_.deployment(), c_.language(language),
                       LongestAnswers(s_, language));
      for (size_t q = 0; q < s_.questions.size(); ++q) {
        if (!s_.questions[q].silent()) Question(q, language);
      }
    }
  }

 private:
  core::OutboundMessage Render(size_t q, ChannelKind channel) {
    return preview_->Of(static_cast<uint16_t>(q), channel);
  }

  std::string At(size_t q, size_t language, std::string_view key) const {
    return c_.PathOf(q, fmt::format("{}.{}", key, c_.language(language)));
  }

  void Question(size_t q, size_t language) {
    const bool media = s_.questions[q].media();
    // A note leaves with the question behind it; alone it is not sent.
    const bool note = s_.questions[q].type == QuestionType::kNote;
    if (!media && !note) Sms(q, language, Render(q, ChannelKind::kSms));
    const core::OutboundMessage whatsapp = Render(q, ChannelKind::kWhatsApp);
    WhatsApp(q, language, whatsapp, note);
    if (!note)
      Telegram(q, language, same_on_telegram_ ? whatsapp : Render(q, ChannelKind::kTelegram));
  }

  // The two differ in nothing but their wording and what a row with the channel's name makes of it.
  static bool SameOnTelegram(const dialogs::CompiledSurvey& survey) {
    return std::none_of(survey.questions.begin(), survey.questions.end(),
                        [](const dialogs::Question& q) {
                          return q.fill == dialogs::Fill::kChannel ||
                                 q.wording[static_cast<size_t>(ChannelKind::kWhatsApp) - 1] !=
                                     q.wording[static_cast<size_t>(ChannelKind::kTelegram) - 1];
                        });
  }

  void Sms(size_t q, size_t language, const core::OutboundMessage& message) {
    const std::string text = channels::sms::SmartEncode(message.text);
    const auto cost = channels::sms::CountSegments(text);
    const std::string& name = s_.questions[q].name;
    c_.costs.push_back({name, c_.language(language), ChannelKind::kSms, std::string(cost.encoding),
                        cost.units, cost.segments});
    const bool own = s_.questions[q].wording[0][language] != s_.questions[q].label[language];
    const std::string path = At(q, language, own ? "sms" : "label");
    const bool ucs2 = cost.encoding != "GSM-7";
    if (cost.segments > kTooManyParts) {
      c_.Say("SMS-SEG", Severity::kError, path,
             fmt::format("In {} this leaves as {} SMS parts; gateways send at most {}.",
                         c_.language(language), cost.segments, kTooManyParts),
             "Give a shorter text for SMS (sms, chat_sms), or ask in two questions.");
    } else if (cost.segments > (ucs2 ? kMaxPartsUcs2 : kMaxParts)) {
      c_.Say("SMS-SEG", path,
             fmt::format("In {} this leaves as {} SMS parts ({} characters, {}); {} is the aim.",
                         c_.language(language), cost.segments, cost.units, cost.encoding,
                         ucs2 ? kMaxPartsUcs2 : kMaxParts),
             "Give a shorter text for SMS (sms, chat_sms).");
    }
    if (IsLatin(c_.language(language))) Dear(path, text, cost);
  }

  // Which few characters make it UCS-2?
  void Dear(const std::string& path, const std::string& text, const channels::sms::Segments& cost) {
    constexpr size_t kFew = 3;
    if (cost.encoding == "GSM-7") return;
    std::set<std::string> dear;
    std::string plain;
    bool letters = false;
    for (size_t at = 0; at < text.size();) {
      const size_t begin = at;
      const char32_t character = core::NextCodePoint(text, at);
      const bool cheap = channels::sms::Gsm7Septets(character) > 0;
      plain += cheap ? text.substr(begin, at - begin) : "?";
      if (!cheap) dear.insert(text.substr(begin, at - begin));
      letters = letters || (!cheap && IsLetter(character));
    }
    const auto cheaper = channels::sms::CountSegments(plain);
    if (dear.size() > kFew || cheaper.segments >= cost.segments) return;
    std::string names;
    for (const std::string& one : dear) names += (names.empty() ? "" : ", ") + one;
    c_.Say("SMS-UCS2", letters ? Severity::kNote : Severity::kWarning, path,
           fmt::format("{} makes this message {} SMS parts instead of {}.", names, cost.segments,
                       cheaper.segments),
           letters ? "Where people write without the accent, a text for SMS may do so too."
                   : "Write it with a plain character.");
  }

  void WhatsApp(size_t q, size_t language, const core::OutboundMessage& message, bool note) {
    const size_t units = core::Utf16Length(message.text);
    if (!note) {
      c_.costs.push_back({s_.questions[q].name, c_.language(language), ChannelKind::kWhatsApp, "",
                          units, channels::SplitText(message.text, kWaText).size()});
    }
    if (units > kWaText) {
      c_.Say("WA-BODY", At(q, language, "label"),
             fmt::format("On WhatsApp this has {} characters; a message takes {}.", units, kWaText),
             "Shorten it.");
    }
    if (message.choices.empty() || message.multiple) return;
    if (core::Utf16Length(message.body) > kWaBody) {
      c_.Say("WA-BODY", Severity::kWarning, At(q, language, "label"),
             fmt::format("With options a WhatsApp message takes {} characters, this has {}.",
                         kWaBody, core::Utf16Length(message.body)),
             "Shorten it; it leaves as numbered text otherwise.");
    }
    Options(q, language, message.choices);
  }

  void Options(size_t q, size_t language, const std::vector<core::Choice>& choices) {
    const std::string list = c_.ListPath(q);
    if (choices.size() > kWaRows) {
      c_.Say("WA-LIST", list + "[0]",
             fmt::format("{} options: WhatsApp shows lists of {}; they leave as numbered text.",
                         choices.size(), kWaRows),
             "Ask in two questions, or filter the list by an earlier answer.");
      return;
    }
    const size_t limit = choices.size() <= kWaButtons ? kWaButton : kWaRow;
    std::set<std::string> titles;
    for (size_t i = 0; i < choices.size(); ++i) {
      const std::string& label = choices[i].label;
      const size_t units = core::Utf16Length(label);
      const std::string path = fmt::format("{}[{}].label.{}", list, i, c_.language(language));
      if (units > kWaDescription) {
        c_.Say("WA-LIST", path,
               fmt::format("\"{}\" has {} characters; WhatsApp shows {}.", label, units,
                           kWaDescription),
               "Give it a short text for buttons (button, chat_button).");
      } else if (units > limit && choices.size() <= kWaButtons) {
        c_.Say("WA-BTN", path,
               fmt::format("\"{}\" is over the {} characters of a WhatsApp button; the options "
                           "leave as a list.",
                           label, kWaButton),
               "Give it a short text for buttons (button, chat_button).");
      } else if (!titles.insert(channels::Shorten(label, kWaRow)).second) {
        c_.Say(
            "WA-LIST", path,
            fmt::format("Cut to {} characters, \"{}\" reads like another option.", kWaRow, label),
            "Give them short texts that differ (button, chat_button).");
      }
    }
  }

  void Telegram(size_t q, size_t language, const core::OutboundMessage& message) {
    namespace tg = channels::telegram;
    c_.costs.push_back({s_.questions[q].name, c_.language(language), ChannelKind::kTelegram, "",
                        core::Utf16Length(message.text),
                        channels::SplitText(message.text, tg::kMaxTextUnits).size()});
    if (message.multiple || language > 0) return;
    if (message.choices.size() > tg::kMaxButtons) {
      c_.Say("TG-CB", c_.ListPath(q) + "[0]",
             fmt::format("{} options: Telegram takes {} buttons; they leave as numbered text.",
                         message.choices.size(), tg::kMaxButtons),
             "Filter the list by an earlier answer.");
    }
    for (const core::Choice& choice : message.choices) {
      if (choice.token.size() > tg::kMaxCallbackBytes)
        c_.Say("TG-CB", Severity::kError, c_.ListPath(q) + "[0]",
               "A button's token is over 64 bytes.");
    }
  }

  Context& c_;
  const dialogs::CompiledSurvey& s_;
  bool same_on_telegram_;
  std::optional<dialogs::Preview> preview_;  // in the language that is looked at
};

// Media are passed over on SMS: a survey that rests on one must say so.
void ChannelTypes(Context& c) {
  for (size_t q = 0; q < c.survey.questions.size(); ++q) {
    const dialogs::Question& row = c.survey.questions[q];
    if (!row.media() || !row.required) continue;
    const bool guarded =
        std::any_of(row.relevant.begin(), row.relevant.end(), [&](uint16_t condition) {
          const auto& nodes = c.survey.conditions[condition].when.nodes;
          return std::any_of(nodes.begin(), nodes.end(), [&](const dialogs::Node& node) {
            return node.op == dialogs::Op::kQuestion &&
                   c.survey.questions[node.question].fill == dialogs::Fill::kChannel;
          });
        });
    if (guarded) continue;
    c.Say("CHAN-TYPE", c.PathOf(q, "type"),
          "It is required, and an SMS cannot answer it: there it is passed over.",
          "Remove \"required\", or ask it only where a hidden row with the channel is not 'sms'.");
  }
}

}  // namespace

void LintMessages(Context& context) {
  Messages(context).Run();
  ChannelTypes(context);
}

}  // namespace authoring::lint
