// SPDX-License-Identifier: Apache-2.0
#include "bot/publishing.h"

#include "bot/doors.h"
#include "core/log.h"

namespace bot {

Publishing::Publishing(Assembly& all)
    : all_(all), unreviewed_(bot::UnreviewedInUse(all.doors, *all.catalogs)) {
  if (auto mark = SurveyBook::Mark(*all.store)) mark_ = std::move(*mark);
}

core::Status Publishing::Fits(const dialogs::Survey& survey) const {
  return FitsDoors(all_.config, *all_.catalogs, all_.surveys.CurrentOffers(),
                   all_.office_key.Get().has_value(), survey);
}

std::vector<ecms::SurveyUse> Publishing::UsesOf(std::string_view id) const {
  std::vector<ecms::SurveyUse> uses;
  for (const auto& [name, channel] : all_.config.channels) {
    if (channel.survey == id) uses.push_back({name, ""});
    for (const auto& [word, begins] : channel.start_words) {
      if (begins == id) uses.push_back({name, word});
    }
  }
  return uses;
}

std::string Publishing::UnreviewedInUse() const {
  std::lock_guard lock(mutex_);
  return unreviewed_;
}

void Publishing::LookForNews(WriterQueue& queue) {
  const auto mark = SurveyBook::Mark(*all_.store);
  if (!mark) return;
  {
    std::lock_guard lock(mutex_);
    if (*mark == mark_) return;
  }
  (void)queue.Push(TaskItem{[this] { Refresh(); }}, true);
}

void Publishing::Refresh() {
  auto mark =
      SurveyBook::Mark(*all_.store);  // before the rest: what comes in between is looked at again
  if (!mark || !all_.surveys.Load(*all_.store)) {
    core::Log(core::LogLevel::kError, "surveys",
              "the published versions could not be read; tried again soon");
    return;
  }
  core::Problems problems;
  Doors doors = MakeDoors(all_.config, *all_.catalogs, all_.surveys.CurrentOffers(), problems);
  if (problems.empty()) {
    for (auto& [name, door] : doors) {
      Door& mine = all_.doors.at(name);
      mine.survey = std::move(door.survey);
      mine.open = door.open;
      mine.languages = std::move(door.languages);
      mine.start_words = std::move(door.start_words);
    }
    core::Log(core::LogLevel::kInfo, "surveys", "published versions are in use");
  } else {
    core::Log(core::LogLevel::kError, "surveys",
              "what was published does not fit the configuration; new conversations go on as "
              "before, and the next start will be refused");
  }
  std::lock_guard lock(mutex_);
  mark_ = std::move(*mark);
  unreviewed_ = bot::UnreviewedInUse(all_.doors, *all_.catalogs);
}

core::Result<int64_t> Publishing::DropUnnamed() {
  ASSIGN_OR_RETURN(const int64_t dropped, DropUnnamedSurveys(*all_.store, *all_.keys, all_.doors));
  if (dropped > 0) Refresh();
  return dropped;
}

}  // namespace bot
