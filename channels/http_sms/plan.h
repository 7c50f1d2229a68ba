// SPDX-License-Identifier: Apache-2.0
// A gateway as the configuration describes it (docs/sms-gateways.md).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/channel.h"
#include "channels/hmac.h"
#include "channels/http_sms/text_template.h"
#include "core/json.h"

namespace channels::http_sms {

// "" = is not looked for. A path into JSON ("payload.message", "results.0.id") or a parameter's
// name.
using Field = std::string;

struct Condition {
  Field field;
  std::optional<bool> present;      // is it there at all, or
  std::vector<std::string> values;  // is it one of these
};

enum class Format : uint8_t { kQuery, kForm, kJson, kAny };  // kAny: by method and Content-Type

// How the gateway shows that it is the one.
struct Proof {
  enum class Kind : uint8_t { kQuery, kForm, kHeader, kBasic, kHmac };
  Kind kind = Kind::kQuery;
  std::string name = "secret";  // of the parameter or header
  std::string prefix;           // before the value, like "Bearer " or "sha256="
  std::string user;             // kBasic
  HashKind hash = HashKind::kSha256;
  bool base64 = false;  // else hexadecimal in small letters
  // What is signed, in this order: "body", "query", or "header:NAME" (which must be there).
  std::vector<std::string> covers;
};

struct Messages {
  Field list;                   // of messages; "" = the request is one
  std::vector<Condition> only;  // the request as a whole
  std::vector<Field> id;        // joined: where one field alone does not tell two messages apart
  Field from, text, sent_at;
  std::string time;                 // "auto" or a strptime pattern
  bool add_plus = false;            // the gateway writes international numbers without '+'
  Field parts, part_group;          // how many parts a long text has, and what they have in common
  std::vector<Condition> not_text;  // a picture, a call ...
};

struct Reports {
  bool used = false;
  Field list;
  std::vector<Condition> only;
  Field our_id;  // the id that {id} gave the gateway
  Field state;
  std::vector<std::string> accepted, delivered, read, failed;
};

struct Outbound {
  std::string method = "POST";
  TextTemplate url;
  std::vector<std::pair<std::string, TextTemplate>> headers, query, form;
  std::shared_ptr<const core::JsonDocument> json;              // strings in it are templates
  std::optional<std::pair<TextTemplate, TextTemplate>> basic;  // user, password
  size_t max_units = 1600;         // longer texts leave as several messages
  std::vector<int> sent_statuses;  // none: every 2xx
  std::vector<Condition> sent;
  struct Error {
    std::vector<int> statuses;
    std::vector<Condition> when;
    Outcome outcome = Outcome::kRetry;
  };
  std::vector<Error> errors;  // the first that holds decides, before `sent`
  Field id;
};

struct Plan {
  core::SecretString secret;
  Format format = Format::kAny;
  Proof proof;
  Messages messages;
  Reports reports;
  Outbound outbound;
  Values values;  // of {placeholders}, secrets among them
  bool smart_encoding = false;
  double messages_per_second = 5;
};

// nullopt after problems.
[[nodiscard]] std::optional<Plan> ReadPlan(core::ObjectReader& settings,
                                           const ChannelContext& context);

}  // namespace channels::http_sms
