// SPDX-License-Identifier: Apache-2.0
#include "dialogs/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace dialogs_test {
namespace {

class OnePlace final : public dialogs::PlaceRegister {
 public:
  [[nodiscard]] std::string CodeOf(std::string_view words, std::string_view) const override {
    return words == "Red House" ? "S-17" : "";
  }
};
const OnePlace kPlaces;

// Stands for the scrubber: seven digits, an '@', a "Mr", "ID".
class PlainFinder final : public dialogs::IdentityFinder {
 public:
  PlainFinder(std::string_view text, int& asked) : text_(text), asked_(asked) {}
  [[nodiscard]] uint8_t Find(std::string_view) const override {
    ++asked_;
    const auto has = [&](std::string_view part) {
      return text_.find(part) != std::string_view::npos;
    };
    const auto digits =
        std::count_if(text_.begin(), text_.end(), [](char c) { return c >= '0' && c <= '9'; });
    int found = digits >= 7 ? dialogs::kIdentityPhone : 0;
    if (has("@")) found |= dialogs::kIdentityContact;
    if (has("Mr ")) found |= dialogs::kIdentityName;
    if (has("ID ")) found |= dialogs::kIdentityNumber;
    return static_cast<uint8_t>(found);
  }

 private:
  std::string_view text_;
  int& asked_;
};

std::string Folder() { return std::string(DWBOT_SOURCE_DIR) + "/tests/dialogs/"; }

}  // namespace

std::string ReadFile(const std::string& path) {
  std::ifstream in(Folder() + path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::stringstream out;
  out << in.rdbuf();
  return out.str();
}

core::JsonDocument ReadJson(const std::string& path) {
  auto document = core::JsonDocument::Parse(ReadFile(path));
  EXPECT_TRUE(document) << path << ": " << document.error().message;
  return std::move(*document);
}

std::vector<std::string> FilesIn(const std::string& folder, const std::string& ending) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(Folder() + folder)) {
    if (entry.path().extension() == ending) files.push_back(entry.path().filename().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

const locales::Catalogs& Catalogs() {
  static const auto* const catalogs = [] {
    auto loaded = locales::Catalogs::Load();
    if (!loaded) throw std::runtime_error(loaded.error().message);
    return new locales::Catalogs(std::move(*loaded));
  }();
  return *catalogs;
}

const dialogs::Deployment& Samoa() {
  static const auto* const deployment = [] {
    auto* d = new dialogs::Deployment;
    d->catalogs = &Catalogs();
    d->country = "WS";
    d->time_zone = "Pacific/Apia";
    d->office = "the Labour Inspectorate";
    d->check = "poster at the office";
    d->places = &kPlaces;
    d->help = {
        {"danger", "911", "24 h", {}}, {"child", "800-5437", "", {}}, {"any", "1234", "9-17", {}}};
    return d;
  }();
  return *deployment;
}

std::shared_ptr<const dialogs::Survey> MustParse(std::string_view json) {
  auto survey = dialogs::Survey::Parse(json);
  if (!survey) throw std::runtime_error(survey.error().message);
  return *survey;
}

std::shared_ptr<const dialogs::Survey> Core9() {
  static const auto survey = MustParse(*dialogs::ShippedSurvey("core-9"));
  return survey;
}

bool Shows(std::string_view text, const locales::Catalog& catalog, locales::TextKey key) {
  return ShowsAs(text, catalog, key, "") ||
         ShowsAs(text, catalog, key, locales::Chooses(key).value);
}

bool ShowsAs(std::string_view text, const locales::Catalog& catalog, locales::TextKey key,
             std::string_view chosen) {
  const std::string names(locales::Placeholders(key));
  std::vector<std::string> parts;
  std::stringstream in(names);
  for (std::string name; std::getline(in, name, ',');) parts.push_back(name);
  auto at = [&](size_t i) {
    return i < parts.size() ? std::string_view(parts[i]) : std::string_view("unused");
  };
  const std::string pattern = parts.empty()
                                  ? catalog.Text(key, chosen)
                                  : catalog.Format(key, {{locales::Chooses(key).argument, chosen},
                                                         {at(0), "\x01"},
                                                         {at(1), "\x01"},
                                                         {at(2), "\x01"},
                                                         {at(3), "\x01"},
                                                         {at(4), "\x01"}});
  size_t from = 0;
  std::stringstream pieces(pattern);
  for (std::string piece; std::getline(pieces, piece, '\x01');) {
    const size_t found = text.find(piece, from);
    if (found == std::string_view::npos) return false;
    from = found + piece.size();
  }
  return true;
}

locales::TextKey KeyNamed(std::string_view name) {
  for (size_t i = 0; i < locales::kTextKeyCount; ++i) {
    if (locales::Name(static_cast<locales::TextKey>(i)) == name)
      return static_cast<locales::TextKey>(i);
  }
  ADD_FAILURE() << "no text named " << name;
  return locales::TextKey::kHelp;
}

std::string_view StageName(dialogs::Stage stage) {
  constexpr std::array<std::string_view, 22> kNames{
      "",        "language",    "asking",  "later",        "waiting",       "follow_up",
      "done",    "declined",    "stopped", "expired",      "code",          "more",
      "confirm", "erasing",     "neutral", "secret_offer", "secret_needed", "thread",
      "closing", "status_code", "reopen",  "clear_offer"};
  return kNames.at(static_cast<size_t>(stage));
}

std::string_view EffectName(const dialogs::Effect& effect) {
  constexpr std::array<std::string_view, 16> kNames{
      "keep_words",     "drop_words",      "file_ticket",   "allow_follow_up",
      "give_receipt",   "finish_response", "count_refusal", "stop_contact",
      "resume_contact", "erase_all",       "clear_chat",    "answer_officer",
      "close_thread",   "reopen_thread",   "news_told",     "remove_original"};
  return kNames.at(effect.index());
}

Worker::Worker(std::shared_ptr<const dialogs::Survey> s, core::ChannelKind channel,
               std::string hint, uint64_t seed)
    : survey(std::move(s)), channel_(channel), hint_(std::move(hint)), seed_(seed) {
  allowed = survey->languages();
  session = dialogs::NewSession(*survey, core::SeededRandom(seed_).NewSeed(), now);
}

const dialogs::StepResult& Worker::Write(const std::string& text) {
  dialogs::Input input;
  input.text = text;
  return Do(input);
}

const dialogs::StepResult& Worker::Tap(const std::string& token) {
  dialogs::Input input;
  input.kind = core::InboundKind::kTap;
  input.tap = token;
  return Do(input);
}

const dialogs::StepResult& Worker::Send(core::InboundKind kind) {
  dialogs::Input input;
  input.kind = kind;
  return Do(input);
}

const dialogs::StepResult& Worker::Do(dialogs::Input input) {
  input.channel = channel_;
  input.language_hint = hint_;
  input.languages = &allowed;
  input.news = news;
  core::SeededRandom random(1000 + seed_ * 1000 + ++record_);
  input.words = core::RecordId::Random(random);
  const PlainFinder finder(input.text, identity_asked);
  input.identity = &finder;
  const bool new_one = dialogs::NeedsNewSession(session) &&
                       !dialogs::ConcernsWhatEnded(*survey, Samoa(), session, input, now);
  if (new_one) {
    auto next = dialogs::NewSession(*survey, core::SeededRandom(++seed_).NewSeed(), now);
    dialogs::CarryOver(session, next);
    session = std::move(next);
  }
  return Keep(dialogs::Step(*survey, Samoa(), session, input, now));
}

const dialogs::StepResult& Worker::Wake() {
  return Keep(dialogs::Wake(*survey, Samoa(), session, now));
}

core::EntryId Worker::Asked(const std::string& phrase, const std::string& words) {
  dialogs::OfficerNote note;
  note.entry.bytes[0] = static_cast<uint8_t>(++notes_);
  note.thread = dialogs::ThreadsOf(session).back();
  note.ticket = session.ticket.value_or(core::TicketId{});
  note.phrase = phrase;
  note.words = words;
  Keep(dialogs::Ask(*survey, Samoa(), session, note, now));
  return note.entry;
}

const dialogs::StepResult& Worker::Keep(dialogs::StepResult result) {
  const core::Bytes bytes = dialogs::Encode(result.session);
  auto decoded = dialogs::DecodeSession(bytes);
  if (!decoded || dialogs::Encode(*decoded) != bytes)
    throw std::runtime_error("the session did not survive its blob");
  session = std::move(*decoded);
  last = std::move(result);
  if (!session.language.empty()) language = session.language;
  for (const core::OutboundMessage& message : last.messages) {
    if (!message.choices.empty()) lists.push_back(message.choices);
  }
  return last;
}

std::string Worker::Token(size_t option, size_t back) const {
  return lists.at(lists.size() - 1 - back).at(option).token;
}

const locales::Catalog& Worker::catalog() const {
  return Catalogs().Closest(language.empty() ? survey->languages()[0] : language);
}

const dialogs::Question* Worker::Open() const {
  const dialogs::CompiledSurvey& compiled = survey->compiled();
  const uint16_t question = dialogs::PlaceOf(compiled, session.rounds, session.question).question;
  return question < compiled.questions.size() ? &compiled.questions[question] : nullptr;
}

std::string Worker::OpenQuestion() const { return Open() == nullptr ? "" : Open()->name; }

}  // namespace dialogs_test
