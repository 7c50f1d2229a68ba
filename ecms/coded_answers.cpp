// SPDX-License-Identifier: Apache-2.0
#include "ecms/coded_answers.h"

#include <charconv>
#include <map>

#include "core/json_writer.h"

namespace ecms {
namespace {

using Values = std::map<std::string, std::string>;

void Write(core::JsonWriter& w, const Values& values) {
  for (const auto& [name, value] : values) w.Key(name).String(value);
}

}  // namespace

std::string AnswersJson(const CodedAnswers& answers) {
  Values plain;
  std::map<std::string, std::map<int, Values>> repeats;
  for (const auto& [name, value] : answers) {
    const size_t open = name.find('['), slash = name.find("]/");
    int round = 0;
    if (open != std::string::npos && slash != std::string::npos)
      std::from_chars(&name[open + 1], &name[slash], round);
    if (round > 0)
      repeats[name.substr(0, open)][round][name.substr(slash + 2)] = value;
    else
      plain[name] = value;
  }
  core::JsonWriter w;
  w.BeginObject();
  Write(w, plain);
  for (const auto& [repeat, rounds] : repeats) {
    w.Key(repeat).BeginArray();
    for (int round = 1; round <= rounds.rbegin()->first && round <= 50; ++round) {
      w.BeginObject();
      if (const auto found = rounds.find(round); found != rounds.end()) Write(w, found->second);
      w.EndObject();
    }
    w.EndArray();
  }
  w.EndObject();
  return w.Take();
}

}  // namespace ecms
