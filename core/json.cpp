// SPDX-License-Identifier: Apache-2.0
#include "core/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/limits.h"

namespace core {
namespace {

using nlohmann::json;

// Builds the tree while refusing duplicate keys and deep nesting: both hide things from a reader.
class StrictSax : public json::json_sax_t {
 public:
  explicit StrictSax(json& root) : builder_(root, false) {}

  bool null() override { return builder_.null(); }
  bool boolean(bool v) override { return builder_.boolean(v); }
  bool number_integer(number_integer_t v) override { return builder_.number_integer(v); }
  bool number_unsigned(number_unsigned_t v) override { return builder_.number_unsigned(v); }
  bool number_float(number_float_t v, const string_t& s) override {
    return builder_.number_float(v, s);
  }
  bool string(string_t& v) override { return builder_.string(v); }
  bool binary(binary_t& v) override { return builder_.binary(v); }
  bool start_object(std::size_t n) override {
    keys_.emplace_back();
    return Deeper() && builder_.start_object(n);
  }
  bool key(string_t& v) override {
    if (!keys_.back().insert(v).second) {
      error_ = "the key \"" + v.substr(0, 40) + "\" stands twice in one object";
      return false;
    }
    return builder_.key(v);
  }
  bool end_object() override {
    keys_.pop_back();
    --depth_;
    return builder_.end_object();
  }
  bool start_array(std::size_t n) override { return Deeper() && builder_.start_array(n); }
  bool end_array() override {
    --depth_;
    return builder_.end_array();
  }
  bool parse_error(std::size_t position, const std::string&, const json::exception&) override {
    position_ = position;
    return false;
  }
  const std::string& error() const { return error_; }
  std::optional<std::size_t> position() const { return position_; }

 private:
  bool Deeper() {
    if (++depth_ <= limits::kMaxJsonDepth) return true;
    error_ = "nested deeper than 32 levels";
    return false;
  }
  nlohmann::detail::json_sax_dom_parser<json> builder_;
  std::vector<std::set<std::string>> keys_;
  size_t depth_ = 0;
  std::string error_;
  std::optional<std::size_t> position_;
};

std::string LineAndColumn(std::string_view text, size_t position) {
  position = std::min(position == 0 ? 0 : position - 1, text.size());
  auto head = text.substr(0, position);
  auto line = std::count(head.begin(), head.end(), '\n') + 1;
  size_t newline = head.rfind('\n');
  size_t column = newline == std::string_view::npos ? position + 1 : position - newline;
  return fmt::format("line {}, column {}", line, column);
}

// Levenshtein distance, for "did you mean".
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t next =
          std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      diagonal = row[j];
      row[j] = next;
    }
  }
  return row[b.size()];
}

}  // namespace

JsonKind JsonValue::kind() const {
  switch (node_->type()) {
    case json::value_t::boolean:
      return JsonKind::kBool;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return JsonKind::kInteger;
    case json::value_t::number_float:
      return JsonKind::kNumber;
    case json::value_t::string:
      return JsonKind::kString;
    case json::value_t::array:
      return JsonKind::kArray;
    case json::value_t::object:
      return JsonKind::kObject;
    default:
      return JsonKind::kNull;
  }
}

bool JsonValue::Bool() const {
  CHECK(node_->is_boolean());
  return node_->get<bool>();
}
int64_t JsonValue::Integer() const {
  CHECK(node_->is_number_integer());
  return node_->get<int64_t>();
}
double JsonValue::Number() const {
  CHECK(node_->is_number());
  return node_->get<double>();
}
const std::string& JsonValue::String() const {
  CHECK(node_->is_string());
  return node_->get_ref<const std::string&>();
}
size_t JsonValue::size() const { return node_->size(); }
JsonValue JsonValue::At(size_t index) const {
  CHECK(node_->is_array() && index < node_->size());
  return JsonValue(&(*node_)[index]);
}
std::optional<JsonValue> JsonValue::Find(std::string_view key) const {
  if (!node_->is_object()) return std::nullopt;
  auto it = node_->find(std::string(key));
  if (it == node_->end()) return std::nullopt;
  return JsonValue(&*it);
}
std::vector<std::string> JsonValue::Keys() const {
  std::vector<std::string> keys;
  if (node_->is_object()) {
    for (auto it = node_->begin(); it != node_->end(); ++it) keys.push_back(it.key());
  }
  return keys;
}
std::string JsonValue::Dump() const {
  return node_->dump(-1, ' ', false, json::error_handler_t::replace);
}

JsonDocument::JsonDocument(std::unique_ptr<json> node) : node_(std::move(node)) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Result<JsonDocument> JsonDocument::Parse(std::string_view text, bool comments) {
  auto node = std::make_unique<json>();
  StrictSax sax(*node);
  try {
    if (json::sax_parse(text.begin(), text.end(), &sax, json::input_format_t::json, true,
                        comments)) {
      return JsonDocument(std::move(node));
    }
  } catch (const json::exception&) {
    return Err(ErrorCode::kInvalid, "not valid JSON");
  }
  if (!sax.error().empty()) return Err(ErrorCode::kInvalid, sax.error());
  return Err(
      ErrorCode::kInvalid,
      "not valid JSON at " + LineAndColumn(text, sax.position().value_or(0)) +
          ": there, or just before, a comma, a quotation mark or a bracket is missing or too much");
}

ObjectReader::ObjectReader(std::optional<JsonValue> value, std::string path, Problems& problems)
    : value_(value), path_(std::move(path)), problems_(&problems) {
  if (value_ && value_->kind() != JsonKind::kObject) {
    problems.push_back({path_, "must be an object { ... }"});
    value_.reset();
  }
}

std::string ObjectReader::PathOf(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void ObjectReader::Report(std::string_view key, std::string what) {
  problems_->push_back({PathOf(key), std::move(what)});
}

bool ObjectReader::Has(std::string_view key) const { return value_ && value_->Find(key); }

std::optional<JsonValue> ObjectReader::Value(std::string_view key) {
  asked_.emplace(key);
  return value_ ? value_->Find(key) : std::nullopt;
}

std::optional<JsonValue> ObjectReader::Get(std::string_view key, JsonKind kind, bool required,
                                           const char* expected) {
  auto found = Value(key);
  if (!found) {
    if (required && value_) Report(key, fmt::format("is missing; it must be {}", expected));
    return std::nullopt;
  }
  bool fits =
      found->kind() == kind || (kind == JsonKind::kNumber && found->kind() == JsonKind::kInteger);
  if (!fits) {
    Report(key, fmt::format("must be {}", expected));
    return std::nullopt;
  }
  return found;
}

std::string ObjectReader::String(std::string_view key) {
  auto v = Get(key, JsonKind::kString, true, "a text");
  return v ? v->String() : std::string();
}

std::string ObjectReader::String(std::string_view key, std::string_view fallback) {
  auto v = Get(key, JsonKind::kString, false, "a text");
  return v ? v->String() : std::string(fallback);
}

std::string ObjectReader::OneOf(std::string_view key,
                                std::initializer_list<std::string_view> allowed,
                                std::optional<std::string_view> fallback) {
  std::string list;
  for (auto a : allowed) list += (list.empty() ? "\"" : ", \"") + std::string(a) + "\"";
  auto v = Get(key, JsonKind::kString, !fallback, ("one of " + list).c_str());
  if (!v) return std::string(fallback.value_or(*allowed.begin()));
  if (std::find(allowed.begin(), allowed.end(), v->String()) == allowed.end()) {
    Report(key, "is \"" + v->String().substr(0, 40) + "\"; it must be one of " + list);
    return std::string(fallback.value_or(*allowed.begin()));
  }
  return v->String();
}

bool ObjectReader::Bool(std::string_view key, bool fallback) {
  auto v = Get(key, JsonKind::kBool, false, "true or false");
  return v ? v->Bool() : fallback;
}

int64_t ObjectReader::Integer(std::string_view key, int64_t min, int64_t max,
                              std::optional<int64_t> fallback) {
  std::string expected = fmt::format("a whole number from {} to {}", min, max);
  auto v = Get(key, JsonKind::kInteger, !fallback, expected.c_str());
  if (!v) return fallback.value_or(min);
  if (v->Integer() < min || v->Integer() > max) {
    Report(key, fmt::format("is {}; it must be {}", v->Integer(), expected));
    return fallback.value_or(min);
  }
  return v->Integer();
}

double ObjectReader::Number(std::string_view key, double fallback) {
  auto v = Get(key, JsonKind::kNumber, false, "a number");
  return v ? v->Number() : fallback;
}

std::vector<std::string> ObjectReader::Strings(std::string_view key) {
  std::vector<std::string> out;
  Array(key, [&](JsonValue v, const std::string& path) {
    if (v.kind() == JsonKind::kString) {
      out.push_back(v.String());
    } else {
      problems_->push_back({path, "must be a text"});
    }
  });
  return out;
}

void ObjectReader::Array(std::string_view key,
                         const std::function<void(JsonValue, const std::string&)>& each) {
  auto v = Get(key, JsonKind::kArray, false, "a list [ ... ]");
  for (size_t i = 0; v && i < v->size(); ++i) each(v->At(i), fmt::format("{}[{}]", PathOf(key), i));
}

void ObjectReader::Members(
    std::string_view key,
    const std::function<void(const std::string&, JsonValue, const std::string&)>& each) {
  auto v = Get(key, JsonKind::kObject, false, "an object { ... }");
  if (!v) return;
  for (const std::string& name : v->Keys()) each(name, *v->Find(name), PathOf(key) + "." + name);
}

ObjectReader ObjectReader::Object(std::string_view key, bool optional) {
  auto v = Get(key, JsonKind::kObject, !optional, "an object { ... }");
  return ObjectReader(v, PathOf(key), *problems_);
}

void ObjectReader::Finish() {
  if (!value_) return;
  for (const std::string& key : value_->Keys()) {
    if (asked_.count(key) != 0) continue;
    std::string nearest;
    size_t best = 4;
    for (const std::string& known : asked_) {
      size_t d = Distance(key, known);
      if (d < best) {
        best = d;
        nearest = known;
      }
    }
    Report(key, nearest.empty() ? "is not a known key; remove it"
                                : "is not a known key; did you mean \"" + nearest + "\"?");
  }
}

}  // namespace core
