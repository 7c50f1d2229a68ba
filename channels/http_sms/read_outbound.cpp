// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "channels/http_sms/read.h"
#include "channels/settings.h"

namespace channels::http_sms {
namespace {

using core::JsonKind;
using core::ObjectReader;

class OutboundReader {
 public:
  OutboundReader(ObjectReader reader, const ReadContext& context)
      : reader_(std::move(reader)), context_(context) {}

  void Read(Outbound& out) {
    out.method = reader_.OneOf("method", {"POST", "GET", "PUT"}, "POST");
    ReadUrl(out);
    out.headers = Pairs("headers");
    out.query = Pairs("query");
    out.form = Pairs("form");
    ReadJson(out);
    ReadBasic(out);
    out.max_units = static_cast<size_t>(reader_.Integer("max_units", 70, 4096, 1600));
    ReadSent(out);
    reader_.Array("errors", [&](core::JsonValue value, const std::string& path) {
      out.errors.push_back(ReadError(value, path));
    });
    out.id = reader_.String("id", "");
    reader_.Finish();
  }

 private:
  void Check(const TextTemplate& text, const std::string& path) {
    for (const std::string& name : text.Names()) {
      if (context_.known.find(name) != context_.known.end()) continue;
      std::string what = "has the placeholder {" + name + "}, which is not known; ";
      context_.problems.push_back(
          {path, what + "give it in values, or write one of {to}, {to_digits}, {text}, {id}, "
                        "{secret}, {hook_url}; a brace itself is {{"});
    }
  }

  TextTemplate Template(const std::string& text, const std::string& path) {
    TextTemplate out(text);
    Check(out, path);
    return out;
  }

  std::vector<std::pair<std::string, TextTemplate>> Pairs(std::string_view key) {
    std::vector<std::pair<std::string, TextTemplate>> out;
    reader_.Members(
        key, [&](const std::string& name, core::JsonValue value, const std::string& path) {
          if (value.kind() == JsonKind::kString) {
            if (!value.String().empty()) out.emplace_back(name, Template(value.String(), path));
          } else if (value.kind() == JsonKind::kInteger || value.kind() == JsonKind::kBool) {
            out.emplace_back(name, TextTemplate(value.Dump()));
          } else {
            context_.problems.push_back({path, "must be a text, a whole number, true or false"});
          }
        });
    return out;
  }

  void ReadUrl(Outbound& out) {
    std::string url = reader_.String("url");
    if (url.empty()) return;
    // A base at the beginning ("{api_base}/send") is the configuration's own and stands as it is.
    const size_t close = url.find('}');
    if (url.starts_with('{') && close != std::string::npos) {
      auto base = context_.known.find(url.substr(1, close - 1));
      if (base != context_.known.end()) url.replace(0, close + 1, base->second.Reveal());
      if (base != context_.known.end() && base->second.empty())
        return;  // said already: values.<name> is missing
    }
    out.url = Template(url, reader_.PathOf("url"));
    Values known = context_.known;  // the host must stand: placeholders are tried with what the
                                    // configuration gives
    known["to"] = known["to_digits"] = known["text"] = known["id"] = core::SecretString("0");
    const std::string tried = out.url.Expand(known);
    const std::string problem =
        UrlProblem(tried.substr(0, tried.find('?')), PlainHttp::kPrivateNetwork);
    if (!problem.empty()) reader_.Report("url", problem);
  }

  void CheckStrings(core::JsonValue value, const std::string& path) {
    if (value.kind() == JsonKind::kString) Check(TextTemplate(value.String()), path);
    if (value.kind() == JsonKind::kArray) {
      for (size_t i = 0; i < value.size(); ++i)
        CheckStrings(value.At(i), path + "[" + std::to_string(i) + "]");
    }
    if (value.kind() == JsonKind::kObject) {
      for (const std::string& key : value.Keys()) CheckStrings(*value.Find(key), path + "." + key);
    }
  }

  void ReadJson(Outbound& out) {
    auto json = reader_.Value("json");
    if (!json || json->kind() == JsonKind::kNull) return;
    if (!out.form.empty())
      reader_.Report("json", "and form exclude each other: a request has one body");
    CheckStrings(*json, reader_.PathOf("json"));
    if (auto copy = core::JsonDocument::Parse(json->Dump()))
      out.json = std::make_shared<const core::JsonDocument>(std::move(*copy));
  }

  void ReadBasic(Outbound& out) {
    if (!reader_.Has("basic_auth")) return;
    ObjectReader basic = reader_.Object("basic_auth");
    TextTemplate user = Template(basic.String("user"), basic.PathOf("user"));
    TextTemplate password = Template(basic.String("password", ""), basic.PathOf("password"));
    out.basic = std::pair(std::move(user), std::move(password));
    basic.Finish();
  }

  std::vector<int> Statuses(ObjectReader& holder) {
    std::vector<int> out;
    auto add = [&](core::JsonValue value) {
      const bool good =
          value.kind() == JsonKind::kInteger && value.Integer() >= 100 && value.Integer() <= 599;
      if (!good)
        holder.Report("status", "must be an HTTP status from 100 to 599, or a list of them");
      if (good) out.push_back(static_cast<int>(value.Integer()));
    };
    auto value = holder.Value("status");
    if (value && value->kind() != JsonKind::kArray) add(*value);
    for (size_t i = 0; value && value->kind() == JsonKind::kArray && i < value->size(); ++i)
      add(value->At(i));
    return out;
  }

  void ReadSent(Outbound& out) {
    if (!reader_.Has("sent")) return;
    ObjectReader sent = reader_.Object("sent");
    out.sent_statuses = Statuses(sent);
    out.sent = ReadConditions(sent, "when", context_.problems);
    sent.Finish();
  }

  Outbound::Error ReadError(core::JsonValue value, const std::string& path) {
    ObjectReader error(value, path, context_.problems);
    Outbound::Error out;
    out.statuses = Statuses(error);
    out.when = ReadConditions(error, "when", context_.problems);
    const std::string outcome =
        error.OneOf("outcome", {"retry", "give_up", "stop_contact", "channel_down"});
    out.outcome = outcome == "give_up"        ? Outcome::kGiveUp
                  : outcome == "stop_contact" ? Outcome::kStopContact
                  : outcome == "channel_down" ? Outcome::kChannelDown
                                              : Outcome::kRetry;
    if (out.statuses.empty() && out.when.empty())
      error.Report("when", "is missing; or give status");
    error.Finish();
    return out;
  }

  ObjectReader reader_;
  const ReadContext& context_;
};

}  // namespace

void ReadOutbound(ObjectReader outbound, const ReadContext& context, Plan& out) {
  OutboundReader(std::move(outbound), context).Read(out.outbound);
}

}  // namespace channels::http_sms
