// SPDX-License-Identifier: Apache-2.0
#include "bot/config/resolve.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/json_writer.h"
#include "core/utf8.h"

namespace bot::config {
namespace {

constexpr size_t kMaxSecretFile = 64 * 1024;
constexpr std::array<std::string_view, 8> kSecretKeys = {
    "token",      "secret",       "password",   "access_token",
    "app_secret", "verify_token", "auth_token", "previous_secret"};

bool IsSecret(const std::string& path, std::string_view key) {
  return (path.starts_with("channels.") || path.starts_with("feed.") ||
          path.starts_with("alerts.")) &&
         std::find(kSecretKeys.begin(), kSecretKeys.end(), key) != kSecretKeys.end();
}

bool IsVariableName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x80 &&
            std::isalnum(static_cast<unsigned char>(c)) != 0) ||
           c == '_';
  });
}

class Resolver {
 public:
  Resolver(std::string folder, const Environment& environment, core::Problems& problems)
      : folder_(std::move(folder)), environment_(environment), problems_(problems) {}

  void Write(core::JsonValue value, const std::string& path, std::string_view key) {
    switch (value.kind()) {
      case core::JsonKind::kString:
        out_.String(Text(value.String(), path, key));
        return;
      case core::JsonKind::kArray:
        out_.BeginArray();
        for (size_t i = 0; i < value.size(); ++i)
          Write(value.At(i), fmt::format("{}[{}]", path, i), key);
        out_.EndArray();
        return;
      case core::JsonKind::kObject:
        WriteObject(value, path, key);
        return;
      default:
        out_.Raw(value.Dump());
    }
  }

  std::string Take() { return out_.Take(); }
  std::vector<std::string> plain_secrets;

 private:
  void WriteObject(core::JsonValue value, const std::string& path, std::string_view key) {
    auto file = value.Find("file");
    if (value.size() == 1 && file && file->kind() == core::JsonKind::kString) {
      out_.String(
          FileContent(Text(file->String(), path + ".file", "file"), path, IsSecret(path, key)));
      return;
    }
    out_.BeginObject();
    for (const std::string& name : value.Keys()) {
      out_.Key(name);
      Write(*value.Find(name), path.empty() ? name : fmt::format("{}.{}", path, name), name);
    }
    out_.EndObject();
  }

  std::string Text(const std::string& text, const std::string& path, std::string_view key) {
    std::string result;
    size_t at = 0;
    bool replaced = false;
    for (size_t open; (open = text.find("${", at)) != std::string::npos;) {
      size_t close = text.find('}', open);
      if (close == std::string::npos) {
        problems_.push_back({path, "has \"${\" without \"}\""});
        return "";
      }
      result += text.substr(at, open - at);
      result += Variable(text.substr(open + 2, close - open - 2), path);
      at = close + 1;
      replaced = true;
    }
    if (!replaced && !text.empty() && IsSecret(path, key)) plain_secrets.push_back(path);
    return result + text.substr(at);
  }

  std::string Variable(const std::string& inner, const std::string& path) {
    size_t mark = inner.find(":-");
    std::string name = inner.substr(0, mark);
    if (!IsVariableName(name)) {
      problems_.push_back(
          {path,
           "has \"${...}\" with something else than a variable's name (A-Z a-z 0-9 _) in it"});
      return "";
    }
    auto value = environment_(name);
    if (value && !value->empty()) return *value;
    if (mark != std::string::npos) return inner.substr(mark + 2);
    problems_.push_back(
        {path, "takes its value from the environment variable " + name + ", which is not set"});
    return "";
  }

  std::string FileContent(const std::string& name, const std::string& path, bool secret) {
    std::string file = Under(folder_, name);
    std::ifstream in(file, std::ios::binary);
    struct stat info{};
    if (!in || ::stat(file.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) {
      problems_.push_back(
          {path, "takes its value from the file " + name + ", which cannot be read"});
      return "";
    }
    if (secret && (info.st_mode & 077) != 0) {
      problems_.push_back(
          {path, "the file " + name + " can be read by others; run: chmod 400 " + name});
    }
    std::string content(kMaxSecretFile + 1, '\0');
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<size_t>(in.gcount()));
    if (content.size() > kMaxSecretFile || !core::IsUtf8(content)) {
      problems_.push_back({path, "the file " + name + " is not a text of at most 64 KiB"});
      return "";
    }
    return std::string(core::Trim(content));
  }

  std::string folder_;
  const Environment& environment_;
  core::Problems& problems_;
  core::JsonWriter out_;
};

}  // namespace

std::optional<std::string> FromEnvironment(const std::string& name) {
  const char* value =
      std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): read at start, before threads
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string Under(const std::string& folder, const std::string& path) {
  std::filesystem::path p(path);
  return p.is_absolute() ? path : (std::filesystem::path(folder) / p).lexically_normal().string();
}

core::Result<Resolved> Resolve(core::JsonValue root, const std::string& folder,
                               const Environment& environment, core::Problems& problems) {
  Resolver resolver(folder, environment, problems);
  resolver.Write(root, "", "");
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(resolver.Take()));
  return Resolved{std::move(document), std::move(resolver.plain_secrets)};
}

}  // namespace bot::config
