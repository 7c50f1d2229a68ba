// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "dialogs/reading/reader.h"

namespace dialogs {

void ReadEnds(Reading& reading, core::ObjectReader& survey) {
  survey.Array("ends", [&](core::JsonValue v, const std::string& path) {
    core::ObjectReader reader(v, path, reading.problems);
    EndRule rule;
    rule.id = reader.String("id");
    rule.child = reader.Bool("child", false);
    rule.help = reader.OneOf("help", {"", "danger", "violence", "child"}, "");
    rule.text = rule.child ? Texts() : ReadTexts(reading, reader, "text", true);
    if (rule.child && reader.Has("text"))
      reader.Report("text",
                    "an end with \"child\": true says the catalog's own text; remove this one");
    reader.Value("text");
    const std::string after = reader.String("after", "");
    if (!after.empty()) {
      auto found = reading.out.index.find(after);
      if (found == reading.out.index.end()) {
        reader.Report("after",
                      fmt::format("there is no question named \"{}\"", after.substr(0, 64)));
      } else {
        rule.after = found->second;
      }
    }
    const size_t index = reading.out.ends.size();
    reading.out.ends.push_back(std::move(rule));
    reading.Defer(reader, "when", true, {},
                  [index](CompiledSurvey& s) -> Expression& { return s.ends[index].when; });
    reader.Finish();
  });
}

}  // namespace dialogs
