// SPDX-License-Identifier: Apache-2.0
#include "ecms/test_office.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base64.h"
#include "core/crypto.h"
#include "ecms/filing.h"
#include "ecms/survey_record.h"

namespace ecms {
namespace {

constexpr std::string_view kSurvey = R"({
  "format": 1, "id": "test-3", "languages": ["en", "es"],
  "title": {"en": "Three questions", "es": "Tres preguntas"},
  "topics": {"osh": {"en": "Safety at work", "es": "Seguridad en el trabajo"}},
  "choices": {"yes_no": [
    {"value": "yes", "label": {"en": "Yes", "es": "Sí"}}, {"value": "no", "label": {"en": "No", "es": "No"}}]},
  "questions": [
    {"type": "select_one", "name": "may_we", "role": "consent", "required": true, "choices": "yes_no",
     "label": {"en": "May we?", "es": "¿Podemos?"}},
    {"type": "note", "name": "hello", "label": {"en": "Hello", "es": "Hola"}},
    {"type": "select_one", "name": "danger", "choices": "yes_no",
     "label": {"en": "Does {office} have to come now?", "es": "¿Hay peligro ahora?"}},
    {"type": "group", "name": "more", "questions": [
      {"type": "select_multiple", "name": "what", "label": {"en": "What is wrong?", "es": "¿Qué pasa?"}, "choices": [
        {"value": "fire", "label": {"en": "Fire", "es": "Fuego"}}, {"value": "gas", "label": {"en": "Gas", "es": "Gas"}}]},
      {"type": "integer", "name": "hours", "label": {"en": "Hours a day", "es": "Horas al día"}}]},
    {"type": "integer", "name": "days", "relevant": "${danger} = 'yes'", "label": {"en": "Days", "es": "Días"}},
    {"type": "text", "name": "words", "label": {"en": "Say more", "es": "Diga más"}}],
  "triage": {"version": "1", "classes": [
      {"id": "P0", "name": {"en": "now", "es": "ya"}}, {"id": "P1", "name": {"en": "1", "es": "1"}},
      {"id": "P2", "name": {"en": "2", "es": "2"}}, {"id": "P3", "name": {"en": "3", "es": "3"}},
      {"id": "P4", "name": {"en": "4", "es": "4"}}],
    "indicators": [{"id": "danger-now", "topic": "osh", "family": "osh", "kind": "signal", "gate": "P0", "help": "danger",
      "when": "${danger} = 'yes'", "reason": {"en": "Danger right now", "es": "Peligro ahora"}}]}
})";

std::shared_ptr<const dialogs::Survey> ReadSurvey() {
  auto survey = dialogs::Survey::Parse(kSurvey);
  if (!survey) {
    ADD_FAILURE() << survey.error().message;
    return nullptr;
  }
  return *survey;
}

}  // namespace

ecms::Commit TestOffice::Committer() {
  return [this](store::CommandGroup group) -> core::Status {
    store::Batch batch;
    batch.groups.push_back(std::move(group));
    auto done = store->Commit(batch);
    if (done) changes.Note(batch);
    return done ? done->groups.front() : core::Status(tl::unexpected(done.error()));
  };
}

core::Result<store::EntryState> TestOffice::Deliver(ThreadMessage message) {
  message.entry.state = delivery;
  store::CommandGroup group = message.with;
  group.push_back(store::PutThreadEntry{message.entry});
  RETURN_IF_ERROR(Committer()(std::move(group)));
  delivered.push_back(std::move(message));
  return delivery;
}

namespace {

// Stands in for the matcher of workers' words: it finds a workplace by its name alone.
std::vector<LostName> LostNamesOf(const std::vector<store::SiteRow>& known,
                                  const std::vector<store::SiteRow>& after) {
  std::vector<LostName> out;
  for (const store::SiteRow& site : known) {
    const auto now = std::ranges::find(after, site.key, &store::SiteRow::key);
    if (now->name != site.name) out.push_back({site.name, site.key, ""});
  }
  return out;
}

}  // namespace

TestOffice::TestOffice()
    : store(store::MakeMemoryStore()),
      survey(ReadSurvey()),
      accounts(*store),
      inbox(*store,
            [this](std::string_view hash) {
              return hash == core::HexEncode(survey->hash()) ? survey : nullptr;
            }),
      keys(privacy::MakeMemoryKeyRing(random)),
      sign_in(MakeSignIn({*store, Committer(), *keys, clock, random, key_in_use})),
      sealed_words(MakeSealedWords({*store, Committer(), clock, "office"})),
      feed(MakeFeed({*store,
                     Committer(),
                     *keys,
                     random,
                     clock,
                     {true, true, true, core::Millis(0), "urn:dwbot:test"}})),
      exports(MakeExport({*store, Committer(), clock})),
      profile(ParseProfile(*ShippedProfile("ws")).profile),
      cases(MakeCases({*store, Committer(), profile, clock, random, changes, "WS"})),
      sites(MakeSites({*store, *cases, profile, Committer(), clock, random,
                       [this](const store::SiteSpellingRow& row) { return row.spelling != taken; },
                       [](const auto& known, const auto& after, const auto&) {
                         return LostNamesOf(known, after);
                       },
                       [this] { ++spellings_changed; }})),
      background(MakeBackground({*store, *sites,
                                 [this](std::string_view hash) {
                                   return hash == core::HexEncode(survey->hash()) ? survey
                                                                                  : nullptr;
                                 },
                                 deployment, clock})),
      case_files(MakeCaseFiles({{*store, Committer(), profile, clock, random, changes, "WS"},
                                "office",
                                sealed_to,
                                {int64_t{1} << 20, int64_t{3} << 20}})),
      threads(MakeThreads({*store,
                           [this](ThreadMessage message) { return Deliver(std::move(message)); },
                           Committer(), clock, random, "office", sealed_to,
                           [](std::string_view code, std::string_view language) {
                             return std::string(code) + " in " + std::string(language);
                           }})),
      alerts(MakeAlerts({*store,
                         Committer(),
                         *keys,
                         clock,
                         random,
                         staff,
                         {"email", "sms"},
                         [this](const std::string& id, core::SecretString code) {
                           codes.emplace_back(id, code.Reveal());
                         }})),
      surveys(MakeSurveys({*store, Committer(), clock, deployment,
                           [this](const dialogs::Survey&) { return fits; },
                           [](std::string_view id) {
                             return std::vector<SurveyUse>{{"web", id == "test-3" ? "" : "X"}};
                           }})) {
  static const locales::Catalogs kCatalogs =
      *locales::Catalogs::Load();  // reading them takes a second
  deployment.catalogs = &kCatalogs;
  deployment.time_zone = "Pacific/Apia";
  SurveyRecord record;
  record.id = survey->id();
  record.MakeCurrent(core::HexEncode(survey->hash()), "configuration", core::Day{20777});
  Commit({store::PutSurvey{{record.current, record.id, 1, survey->canonical_json()}},
          PutSurveyRecord(record)});
  uint8_t number = 0;
  std::vector<std::string> names(Roles().begin(), Roles().end());
  names.emplace_back("disabled");
  names.emplace_back("partner");
  for (const std::string& name : names) {
    store::AccountRow row;
    row.id.bytes[0] = ++number;
    row.name = "name of " + name;
    row.role = name == "disabled" ? "officer" : name == "partner" ? "author" : name;
    if (name == "partner") row.organisation = kPartner;
    row.disabled = name == "disabled";
    Commit(
        {store::PutAccount{row}, store::PutApiToken{Accounts::TokenHash(TokenOf(name)), row.id}});
  }
}

FileId TestOffice::AddFile(const CaseId& id, const std::string& content,
                           std::optional<FileId> replaces) {
  const Caller caller = CallerOf("officer");
  auto upload = case_files->Begin(caller, id, {1, "To the wages.", replaces});
  EXPECT_TRUE(upload) << upload.error().message;
  std::string part = content;
  part.resize(static_cast<size_t>(kFilePartBytes));
  const auto put = case_files->PutPart(
      caller, id, upload->file, 1,
      privacy::SealWords(office_key.public_key, {"office", upload->parts.at(0), "file"}, part));
  EXPECT_TRUE(put) << put.error().message;
  const auto done = case_files->Complete(
      caller, id, upload->file,
      privacy::SealWords(office_key.public_key, {"office", upload->head, "file"},
                         R"({"name": "slip.pdf"})"));
  EXPECT_TRUE(done) << done.error().message;
  return upload->file;
}

void TestOffice::Commit(std::vector<store::Command> commands) {
  store::Batch batch;
  batch.groups.push_back(std::move(commands));
  auto done = store->Commit(batch);
  ASSERT_TRUE(done.has_value()) << done.error().message;
  changes.Note(batch);
  for (const core::Status& group : done->groups)
    ASSERT_TRUE(group.has_value()) << group.error().message;
}

store::TicketRow TestOffice::Ticket(uint8_t id, uint8_t severity, const std::string& week) const {
  store::TicketRow row;
  row.id.bytes[0] = id;
  row.severity = severity;
  row.topic = "osh";
  row.indicators = {"danger-now"};
  row.language = "bn";
  row.channel_kind = "telegram";
  row.week = week;
  row.survey = "test-3";
  row.survey_hash = core::HexEncode(survey->hash());
  row.answers = {{"danger", "yes"}};
  row.clock = store::TicketRow::TicketClock{core::Day{20778}, core::Timestamp{1'795'320'000'000}};
  return row;
}

}  // namespace ecms
