// SPDX-License-Identifier: Apache-2.0
// fill_inbox CORE_DB [TICKETS]: fills a stopped installation's database with tickets as the years
// would leave them, through the store's own commands. It must have been started once, so that its
// surveys are there.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/crypto.h"
#include "core/json.h"
#include "core/random.h"
#include "store/store.h"

namespace {

constexpr size_t kSites = 300;
constexpr int kWeeks = 90;
constexpr size_t kBatch = 200;

struct Shape {
  store::SurveyRow survey;
  std::vector<std::pair<std::string, std::string>> indicators;  // id, topic
  std::vector<std::string> questions;
};

std::vector<Shape> ShapesOf(const store::Store& store) {
  std::vector<Shape> shapes;
  std::vector<store::SurveyRow> rows = store.ListSurveys().value();
  for (store::SurveyRow& row : rows) {
    const auto file = core::JsonDocument::Parse(row.json).value();
    Shape shape;
    const auto triage = file.root().Find("triage");
    const auto indicators = triage ? triage->Find("indicators") : std::nullopt;
    for (size_t i = 0; indicators && i < indicators->size(); ++i) {
      const auto topic = indicators->At(i).Find("topic");
      shape.indicators.emplace_back(indicators->At(i).Find("id")->String(),
                                    topic ? topic->String() : "other");
    }
    const auto questions = file.root().Find("questions");
    for (size_t i = 0; i < questions->size(); ++i) {
      if (const auto name = questions->At(i).Find("name"))
        shape.questions.push_back(name->String());
    }
    shape.survey = std::move(row);
    if (!shape.indicators.empty()) shapes.push_back(std::move(shape));
  }
  return shapes;
}

class Filler {
 public:
  Filler(store::Store& store, std::vector<Shape> shapes, core::Timestamp now)
      : store_(store), shapes_(std::move(shapes)), now_(now) {}

  void Sites() {
    store::CommandGroup group;
    for (size_t i = 0; i < kSites; ++i) {
      const std::string number = std::to_string(1000 + i);
      group.push_back(store::PutSite{{SiteCode(i), number, "Workplace " + number,
                                      "District " + std::to_string(i % 11), "garments", "",
                                      "Harbour Road " + number, static_cast<int64_t>(10 + i)}});
    }
    Commit({std::move(group)});
  }

  void Tickets(size_t count) {
    std::vector<store::CommandGroup> groups;
    for (size_t i = 0; i < count; ++i) {
      groups.push_back(OneTicket());
      if (groups.size() == kBatch || i + 1 == count) Commit(std::exchange(groups, {}));
    }
  }

 private:
  static std::string SiteCode(size_t i) { return "B" + std::to_string(i); }
  size_t Below(size_t bound) { return random_.Below(bound); }
  bool Chance(size_t percent) { return Below(100) < percent; }

  // P0 2 %, P1 8 %, P2 25 %, P3 35 %, P4 30 %.
  uint8_t Severity() {
    const size_t roll = Below(100);
    return roll < 2 ? 0 : roll < 10 ? 1 : roll < 35 ? 2 : roll < 70 ? 3 : 4;
  }

  store::CommandGroup OneTicket() {
    const Shape& shape = shapes_[Below(shapes_.size())];
    store::CommandGroup group;
    store::TicketRow row;
    row.id = core::TicketId::Random(random_);
    row.severity = Severity();
    row.kind = static_cast<uint8_t>(1 + Below(2));
    for (size_t i = 1 + Below(4); i > 0; --i)
      row.indicators.push_back(shape.indicators[Below(shape.indicators.size())].first);
    row.topic = shape.indicators[Below(shape.indicators.size())].second;
    row.site = Chance(80) ? SiteCode(Below(kSites)) : "";
    row.language = Chance(50) ? "en" : "bn";
    row.channel_kind = "telegram";
    const size_t age = Below(kWeeks);
    row.week = core::IsoWeek(core::DayOf(now_) + -static_cast<int>(age * 7));
    row.survey = shape.survey.id;
    row.survey_hash = shape.survey.hash;
    row.state = age > 6 && Chance(90) ? "closed" : Chance(30) ? "in_case" : "new";
    row.quality = Chance(4) ? static_cast<uint8_t>(1 << Below(3)) : 0;
    for (const std::string& question : shape.questions)
      row.answers.emplace_back(question, Chance(50) ? "yes" : "no");
    if (row.state != "closed" && row.severity < 4)
      row.clock = {core::DayOf(now_), now_ + std::chrono::hours(Below(200))};
    for (size_t i = Below(3); i > 0; --i) Words(row, group);
    if (Chance(30))
      group.push_back(store::PutThread{
          {core::ThreadId::Random(random_), row.id, core::DayOf(now_) + 60, core::Bytes(64)}});
    group.push_back(store::PutTicket{std::move(row)});
    return group;
  }

  // Sealed words take 1 KiB at least, twice where the scrubber found something.
  void Words(store::TicketRow& row, store::CommandGroup& group) {
    const auto record = core::RecordId::Random(random_);
    row.words.push_back(record);
    for (const char* field : {"scrubbed", "words"}) {
      core::Bytes envelope(1200);
      random_.Fill(envelope);
      group.push_back(store::PutSealed{{record, field, "one_thing", std::move(envelope), false}});
    }
  }

  void Commit(std::vector<store::CommandGroup> groups) {
    store::Batch batch;
    batch.groups = std::move(groups);
    const auto done = store_.Commit(batch);
    if (!done) {
      std::fprintf(stderr, "fill_inbox: %s\n", done.error().message.c_str());
      std::exit(1);
    }
  }

  store::Store& store_;
  std::vector<Shape> shapes_;
  core::Timestamp now_;
  core::SeededRandom random_{2026};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: fill_inbox CORE_DB [TICKETS]\n");
    return 2;
  }
  core::InitCrypto();
  const long wanted = argc > 2 ? std::strtol(argv[2], nullptr, 10) : 20'000;
  auto store = store::OpenSqliteStore(argv[1]);
  if (!store) {
    std::fprintf(stderr, "fill_inbox: %s\n", store.error().message.c_str());
    return 1;
  }
  auto shapes = ShapesOf(**store);
  if (shapes.empty() || wanted < 1) {
    std::fprintf(stderr,
                 "fill_inbox: start the service once, so that its surveys are stored; TICKETS is a "
                 "whole number\n");
    return 1;
  }
  Filler filler(**store, std::move(shapes), core::SystemClock().Now());
  filler.Sites();
  filler.Tickets(static_cast<size_t>(wanted));
  std::printf("%ld tickets\n", wanted);
  return (*store)->CheckpointTruncate() ? 0 : 1;
}
