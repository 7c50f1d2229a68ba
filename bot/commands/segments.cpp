// SPDX-License-Identifier: Apache-2.0
#include "bot/commands/commands.h"
#include "bot/commands/lines.h"
#include "channels/sms/encoding.h"
#include "core/json_writer.h"

namespace bot::commands {

void AddSegments(CommandLine& program) {
  auto smart = std::make_shared<bool>(false);
  CommandLine command = program.Command(
      "segments", "Encoding and number of SMS parts of each line of standard input, as JSON");
  command.Flag("--smart", *smart,
               "First replace typographic characters where that makes the text GSM-7");
  command.Run([smart] {
    ForEachLine([&](const std::string& line) {
      auto counted = channels::sms::CountSegments(*smart ? channels::sms::SmartEncode(line) : line);
      core::JsonWriter json;
      json.BeginObject();
      json.Key("encoding").String(counted.encoding);
      json.Key("units").Integer(static_cast<int64_t>(counted.units));
      json.Key("segments").Integer(static_cast<int64_t>(counted.segments));
      json.EndObject();
      return json.Take();
    });
    return kDone;
  });
}

}  // namespace bot::commands
