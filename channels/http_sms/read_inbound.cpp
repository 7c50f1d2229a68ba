// SPDX-License-Identifier: Apache-2.0
#include "channels/http_sms/read.h"

namespace channels::http_sms {
namespace {

using core::JsonKind;
using core::ObjectReader;

std::string AsText(core::JsonValue value) {
  return value.kind() == JsonKind::kString ? value.String() : value.Dump();
}

bool IsPlain(core::JsonValue value) {
  return value.kind() == JsonKind::kString || value.kind() == JsonKind::kInteger;
}

bool ReadOneCondition(core::JsonValue value, Condition& out) {
  if (value.kind() == JsonKind::kBool) {
    out.present = value.Bool();
    return true;
  }
  if (value.kind() != JsonKind::kArray) {
    if (IsPlain(value)) out.values = {AsText(value)};
    return IsPlain(value);
  }
  for (size_t i = 0; i < value.size(); ++i) {
    if (!IsPlain(value.At(i))) return false;
    out.values.push_back(AsText(value.At(i)));
  }
  return !out.values.empty();
}

void ReadCovers(ObjectReader& proof, Proof& out) {
  out.covers = proof.Strings("signed");
  if (out.covers.empty()) out.covers = {"body"};
  for (const std::string& part : out.covers) {
    if (part != "body" && part != "query" && !(part.starts_with("header:") && part.size() > 7))
      proof.Report("signed",
                   "must list \"body\", \"query\" or \"header:NAME\", in the order in which they "
                   "are signed");
  }
}

void ReadProof(ObjectReader proof, Proof& out) {
  const std::string kind =
      proof.OneOf("kind", {"query", "form", "header", "basic", "hmac"}, "query");
  out.kind = kind == "form"     ? Proof::Kind::kForm
             : kind == "header" ? Proof::Kind::kHeader
             : kind == "basic"  ? Proof::Kind::kBasic
             : kind == "hmac"   ? Proof::Kind::kHmac
                                : Proof::Kind::kQuery;
  out.name = proof.String("name", out.name);
  out.prefix = proof.String("prefix", "");
  if (out.kind == Proof::Kind::kBasic) out.user = proof.String("user");
  if (out.kind == Proof::Kind::kHmac) {
    out.hash = *HashKindFrom(proof.OneOf("hash", {"md5", "sha1", "sha256", "sha512"}, "sha256"));
    out.base64 = proof.OneOf("encoding", {"hex", "base64"}, "hex") == "base64";
    ReadCovers(proof, out);
  }
  if (out.name.empty())
    proof.Report("name", "is empty; it must be the name of a parameter or header");
  proof.Finish();
}

std::vector<Field> ReadIds(ObjectReader& inbound) {
  auto value = inbound.Value("id");
  if (value && value->kind() == JsonKind::kArray) return inbound.Strings("id");
  return {inbound.String("id")};
}

void ReadReports(ObjectReader reports, core::Problems& problems, Reports& out) {
  out.used = true;
  out.list = reports.String("messages", "");
  out.only = ReadConditions(reports, "only", problems);
  out.our_id = reports.String("our_id");
  out.state = reports.String("state");
  out.accepted = reports.Strings("accepted");
  out.delivered = reports.Strings("delivered");
  out.read = reports.Strings("read");
  out.failed = reports.Strings("failed");
  if (out.only.empty())
    reports.Report("only", "is missing; it must say what tells a report from a message");
  reports.Finish();
}

}  // namespace

std::vector<Condition> ReadConditions(ObjectReader& holder, std::string_view key,
                                      core::Problems& problems) {
  std::vector<Condition> out;
  holder.Members(key, [&](const std::string& name, core::JsonValue value, const std::string& path) {
    Condition condition;
    condition.field = name;
    if (!ReadOneCondition(value, condition))
      problems.push_back(
          {path, "must be true (is there), false (is not there), a value, or a list of values"});
    out.push_back(std::move(condition));
  });
  return out;
}

void ReadInbound(ObjectReader inbound, const ReadContext& context, Plan& out) {
  const std::string format = inbound.OneOf("format", {"any", "query", "form", "json"}, "any");
  out.format = format == "query"  ? Format::kQuery
               : format == "form" ? Format::kForm
               : format == "json" ? Format::kJson
                                  : Format::kAny;
  ReadProof(inbound.Object("proof", true), out.proof);
  Messages& messages = out.messages;
  messages.list = inbound.String("messages", "");
  messages.only = ReadConditions(inbound, "only", context.problems);
  messages.id = ReadIds(inbound);
  if (messages.id.empty())
    inbound.Report("id",
                   "names no field; without an id a repeat cannot be told from a new message");
  messages.from = inbound.String("from");
  messages.text = inbound.String("text");
  messages.sent_at = inbound.String("sent_at", "");
  messages.time = inbound.String("time", "auto");
  if (messages.time != "auto" && messages.time.find('%') == std::string::npos)
    inbound.Report("time", "must be \"auto\" or a pattern like \"%d/%m/%Y %H:%M:%S\"");
  messages.add_plus = inbound.Bool("add_plus", false);
  messages.parts = inbound.String("parts", "");
  messages.part_group = inbound.String("part_group", "");
  messages.not_text = ReadConditions(inbound, "not_text", context.problems);
  if (inbound.Has("reports")) ReadReports(inbound.Object("reports"), context.problems, out.reports);
  inbound.Finish();
}

}  // namespace channels::http_sms
