// SPDX-License-Identifier: Apache-2.0
#include "bot/doors.h"

#include <algorithm>
#include <set>

#include "bot/turn/start_words.h"
#include "core/log.h"
#include "locales/fold.h"

namespace bot {

using core::Problems;

namespace {

// Languages of the survey that a channel may use: reviewed, or named in the config, or on webchat
// and in the demo.
std::vector<std::string> LanguagesFor(const Config& config, const locales::Catalogs& catalogs,
                                      const dialogs::Survey& survey, core::ChannelKind kind) {
  std::vector<std::string> languages;
  for (const std::string& tag : survey.languages()) {
    const locales::Catalog* catalog = catalogs.Find(tag);
    if (catalog == nullptr) continue;
    const auto& allowed = config.allow_unreviewed;
    bool named = std::find(allowed.begin(), allowed.end(), tag) != allowed.end();
    if (catalog->reviewed() || named || kind == core::ChannelKind::kWebchat || config.demo)
      languages.push_back(tag);
  }
  return languages;
}

struct Maker {
  const Config& config;
  const locales::Catalogs& catalogs;
  const Offers& offers;
  Problems& problems;

  const Offer* Find(const std::string& id, const std::string& path) const {
    const auto offer = offers.find(id);
    if (offer != offers.end()) return &offer->second;
    problems.push_back(
        {path, "\"" + id + "\" is not among the surveys that were read or published"});
    return nullptr;
  }

  void AddStartWord(const std::string& word, const std::string& id, Door& door) const {
    const std::string path = "channels." + door.channel + ".start_words." + word;
    const Offer* offer = Find(id, path);
    if (offer == nullptr) return;
    Door::StartWord start{locales::FoldKey(word), offer->survey,
                          LanguagesFor(config, catalogs, *offer->survey, door.kind), offer->open};
    std::string problem = StartWordProblem(word, catalogs, *offer->survey);
    if (problem.empty()) problem = StartWordProblem(word, catalogs, *door.survey);
    for (const Door::StartWord& other : door.start_words) {
      if (other.folded == start.folded)
        problem = "is the same word as another start word of this channel";
    }
    if (start.languages.empty())
      problem = "begins survey \"" + id +
                "\", none of whose languages may be used here; see languages.allow_unreviewed";
    if (!problem.empty()) problems.push_back({path, problem});
    door.start_words.push_back(std::move(start));
  }

  void AddDoor(const std::string& name, const ChannelConfig& channel, Doors& doors) const {
    const Offer* offer = Find(channel.survey, "channels." + name + ".survey");
    if (offer == nullptr) return;
    Door door;
    door.channel = name;
    door.kind = channel.channel->traits().kind;
    door.keeps_copies = channel.channel->traits().keeps_copies;
    door.clears_chat = channel.channel->traits().clears_chat;
    door.window_24h = channel.channel->traits().window_24h;
    door.survey = offer->survey;
    door.open = offer->open;
    door.languages = LanguagesFor(config, catalogs, *offer->survey, door.kind);
    if (door.languages.empty()) {
      problems.push_back(
          {"languages.allow_unreviewed", "no language of survey \"" + channel.survey +
                                             "\" may be used on channel \"" + name +
                                             "\": no native speaker has reviewed its texts yet. "
                                             "Name the languages here to use them all "
                                             "the same, e.g. [\"en\"]"});
    }
    for (const auto& [word, id] : channel.start_words) AddStartWord(word, id, door);
    door.takes_words = door.survey->takes_free_text() ||
                       std::ranges::any_of(door.start_words, [](const auto& start) {
                         return start.survey->takes_free_text();
                       });
    doors[name] = std::move(door);
  }
};

void CheckSafety(const Config& config, const Offers& offers, Problems& problems) {
  for (const auto& [id, offer] : offers) {
    if (offer.survey->has_danger_rule() && config.help.empty()) {
      problems.push_back({"help", "survey \"" + id +
                                      "\" asks about danger: name at least one number that a "
                                      "worker in danger can call, e.g. "
                                      "[{\"for\": \"any\", \"number\": \"911\"}]"});
    }
  }
}

void CheckLanguages(const Config& config, const locales::Catalogs& catalogs, Problems& problems) {
  for (const std::string& tag : config.allow_unreviewed) {
    if (catalogs.Find(tag) == nullptr)
      problems.push_back(
          {"languages.allow_unreviewed",
           "\"" + tag +
               "\" is no language of this program; they are named by code, like \"en\" or \"sm\""});
  }
}

bool IsAsked(const Config& config, const std::string& id) {
  return std::ranges::any_of(config.channels, [&](const auto& channel) {
    return channel.second.survey == id ||
           std::ranges::any_of(channel.second.start_words,
                               [&](const auto& start) { return start.second == id; });
  });
}

}  // namespace

Doors MakeDoors(const Config& config, const locales::Catalogs& catalogs, const Offers& offers,
                Problems& problems) {
  Doors doors;
  const Maker maker{config, catalogs, offers, problems};
  for (const auto& [name, channel] : config.channels) maker.AddDoor(name, channel, doors);
  CheckSafety(config, offers, problems);
  CheckLanguages(config, catalogs, problems);
  return doors;
}

core::Status FitsDoors(const Config& config, const locales::Catalogs& catalogs, Offers others,
                       bool has_office_key, const dialogs::Survey& survey) {
  Problems problems;
  others[survey.id()] = {std::shared_ptr<const dialogs::Survey>(std::shared_ptr<void>(), &survey),
                         true};
  (void)MakeDoors(config, catalogs, others, problems);
  if (!has_office_key && survey.takes_free_text() && IsAsked(config, survey.id())) {
    problems.push_back({"",
                        "it takes free text and there is no office key yet to seal it to: an "
                        "officer makes it at the first "
                        "login"});
  }
  if (problems.empty()) return {};
  return core::Err(core::ErrorCode::kInvalid, core::Describe(problems));
}

std::string UnreviewedInUse(const Doors& doors, const locales::Catalogs& catalogs) {
  std::set<std::string> found;
  for (const auto& [name, door] : doors) {
    if (door.kind == core::ChannelKind::kWebchat) continue;
    for (const std::string& tag : door.languages) {
      const locales::Catalog& catalog = catalogs.Closest(tag);
      if (!catalog.reviewed())
        found.insert(tag + (catalog.changed_since_review() ? " (changed since)" : ""));
    }
  }
  std::string out;
  for (const std::string& tag : found) out += (out.empty() ? "" : ", ") + tag;
  return out;
}

}  // namespace bot
