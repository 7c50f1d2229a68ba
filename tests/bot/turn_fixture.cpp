// SPDX-License-Identifier: Apache-2.0
#include "bot/turn_fixture.h"

#include <gtest/gtest.h>

namespace bot {

Office::Office(std::shared_ptr<privacy::KeyRing> given_keys,
               std::unique_ptr<store::Store> given_store, std::unique_ptr<vault::Vault> given_vault)
    : keys(std::move(given_keys)),
      store(std::move(given_store)),
      vault(std::move(given_vault)),
      catalogs(*locales::Catalogs::Load()) {
  core::InitCrypto();
  if (!keys) keys = privacy::MakeMemoryKeyRing(random);
  if (!store) store = store::MakeMemoryStore();
  if (!vault) vault = vault::MakeMemoryVault(*keys);
  survey = *dialogs::Survey::Parse(*dialogs::ShippedSurvey("core-9"));
  EXPECT_TRUE(surveys.Load(*store));
  store::Batch publish;
  publish.groups.push_back({surveys.Publish(survey)});
  EXPECT_TRUE(store->Commit(publish));
  deployment.catalogs = &catalogs;
  deployment.country = "WS";
  deployment.time_zone = "Pacific/Apia";
  deployment.office = "Labour Inspectorate";
  deployment.check = "labour.example.org";
  deployment.help = {{"any", "911", "24 h", {}}};
  doors["sms"].channel = "sms";
  doors["sms"].survey = survey;
  doors["sms"].languages = {"en", "bn"};
  sealer = std::make_unique<WordSealer>("office", "WS", sealed_to);
  preparer = std::make_unique<Preparer>(*keys, *sealer, clock, random);
  processor = std::make_unique<TurnProcessor>(
      TurnParts{*store,
                *vault,
                *keys,
                surveys,
                deployment,
                *sealer,
                doors,
                clock,
                random,
                metrics,
                [](const std::string&) {},
                [this](const store::ErasureRow& row) { erasures->Begin(row); },
                0,
                {},
                [this] { erasures->Sweep(); }});
  erasures = std::make_unique<Erasures>(*store, *vault, processor->erasing());
  EXPECT_TRUE(erasures->Resume());
}

std::vector<core::Status> Office::Batch(const std::vector<Line>& lines) {
  std::vector<core::Status> answers(lines.size(),
                                    core::Err(core::ErrorCode::kInternal, "not answered"));
  std::vector<WriteItem> items;
  for (size_t i = 0; i < lines.size(); ++i) {
    core::InboundMessage message;
    message.provider_id = core::SecretString(lines[i].id);
    message.from = core::Address(lines[i].from);
    message.kind = lines[i].tap.empty() ? core::InboundKind::kText : core::InboundKind::kTap;
    message.text = core::SecretString(lines[i].text);
    message.tap = lines[i].tap;
    auto turn = preparer->Prepare(doors.at("sms"), std::move(message));
    EXPECT_TRUE(turn);
    turn->delivery = std::make_shared<Delivery>(
        1, [&answers, i](core::Status status) { answers[i] = std::move(status); });
    items.emplace_back(std::make_unique<PreparedTurn>(std::move(*turn)));
  }
  processor->Process(std::move(items));
  return answers;
}

core::Status Office::Say(const std::string& from, const std::string& id, const std::string& text) {
  return Batch({{from, id, text, ""}}).front();
}

core::Status Office::Tap(const std::string& from, const std::string& id, const std::string& token) {
  return Batch({{from, id, "", token}}).front();
}

core::Result<store::EntryState> Office::Ask(const core::TicketId& ticket, const std::string& phrase,
                                            const std::string& words, store::CommandGroup with) {
  core::Result<store::EntryState> state = core::Err(core::ErrorCode::kInternal, "not answered");
  AskItem item;
  item.message.with = std::move(with);
  item.message.entry = {core::EntryId::Random(random),
                        ticket,
                        0,
                        store::EntryKind::kAsked,
                        phrase,
                        "",
                        std::nullopt,
                        store::EntryState::kQueued,
                        core::IsoWeek(core::DayOf(clock.Now())),
                        "ana"};
  item.message.words = core::SecretString(words);
  item.done = [&](core::Result<store::EntryState> got) { state = std::move(got); };
  std::vector<WriteItem> items;
  items.emplace_back(std::move(item));
  processor->Process(std::move(items));
  return state;
}

std::vector<Sent> Office::Collect() {
  std::vector<Sent> sent;
  for (;;) {
    std::vector<store::OutboxRow> rows;
    std::vector<WriteItem> items;
    items.emplace_back(
        LeaseItem{{"sms", 100, clock.Now(), clock.Now() + core::Millis(60'000)}, [&](auto leased) {
                    ASSERT_TRUE(leased);
                    rows = std::move(*leased);
                  }});
    processor->Process(std::move(items));
    if (rows.empty()) return sent;
    std::vector<WriteItem> done;
    for (store::OutboxRow& row : rows) {
      const privacy::Key* key = keys->DayKeyForOpening(row.key_day);
      auto message = OpenOutbound(*key, row.id, row.sealed);
      EXPECT_TRUE(message);
      heard += core::AsText(core::Encode(*message));
      store::CommandGroup outcome{store::SendDone{row.id}};
      if (auto entry = core::EntryId::FromText(message->about))
        outcome.push_back(store::SetEntryState{*entry, store::EntryState::kSent});
      done.emplace_back(CommandItem{std::move(outcome), nullptr});
      sent.push_back({std::move(row), std::move(*message)});
    }
    processor->Process(std::move(done));
  }
}

std::vector<std::string> Office::Walk(const std::string& from,
                                      const std::map<std::string, std::string>& plan) {
  std::vector<std::string> seen;
  EXPECT_TRUE(Say(from, "walk" + std::to_string(next_id_++), "hello"));
  for (int turn = 0; turn < 40; ++turn) {
    auto sent = Collect();
    if (sent.empty()) return seen;
    for (const Sent& s : sent) seen.push_back(s.message.text);
    const core::OutboundMessage& last = sent.back().message;
    auto answer = std::find_if(plan.begin(), plan.end(), [&](const auto& p) {
      return last.text.find(p.first) != std::string::npos;
    });
    if (answer == plan.end()) return seen;
    auto choice = std::find_if(
        last.choices.begin(), last.choices.end(),
        [&](const core::Choice& c) { return c.label.find(answer->second) != std::string::npos; });
    std::string id = "walk" + std::to_string(next_id_++);
    EXPECT_TRUE(choice == last.choices.end() ? Say(from, id, answer->second)
                                             : Tap(from, id, choice->token));
  }
  ADD_FAILURE() << "the conversation does not end";
  return seen;
}

void Office::Wake() {
  auto due = store->DueConversations(clock.Now(), 100);
  ASSERT_TRUE(due);
  std::vector<WriteItem> items;
  for (const auto& id : *due) items.emplace_back(WakeItem{id});
  processor->Process(std::move(items));
}

}  // namespace bot
