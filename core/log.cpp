// SPDX-License-Identifier: Apache-2.0
#include "core/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace core {
namespace {

spdlog::logger& Logger() {
  static auto logger = [] {
    auto made = spdlog::stderr_logger_mt("dwbot");
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->flush_on(spdlog::level::warn);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum Level(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

std::string_view Name(LogKey key) {
  switch (key) {
    case LogKey::kChannel:
      return "channel";
    case LogKey::kComponent:
      return "component";
    case LogKey::kCount:
      return "count";
    case LogKey::kCode:
      return "code";
    case LogKey::kDurationMs:
      return "duration_ms";
    case LogKey::kFile:
      return "file";
    case LogKey::kHttpStatus:
      return "http_status";
    case LogKey::kPort:
      return "port";
    case LogKey::kReason:
      return "reason";
    case LogKey::kSurvey:
      return "survey";
    case LogKey::kVersion:
      return "version";
    case LogKey::kAddress:
      return "listen";
  }
  return "field";
}

}  // namespace

void Log(LogLevel level, const char* component, const char* event,
         std::initializer_list<LogField> fields) {
  auto& logger = Logger();
  if (!logger.should_log(Level(level))) return;
  std::string line = fmt::format("{}: {}", component, event);
  for (const LogField& f : fields) {
    line += ' ';
    line += Name(f.key);
    line += '=';
    if (f.word.empty()) {
      line += std::to_string(f.number);
    } else {
      for (char c : f.word) line += (c == '\n' || c == '\r') ? ' ' : c;
    }
  }
  logger.log(Level(level), "{}", line);
}

void SetLogLevel(LogLevel level) { Logger().set_level(Level(level)); }

}  // namespace core
