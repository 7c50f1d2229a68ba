// SPDX-License-Identifier: Apache-2.0
#include "authoring/xform/export.h"

#include <fmt/format.h>

#include <array>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "authoring/xform/paths.h"
#include "core/json.h"
#include "locales/catalog.h"
#include "locales/text_keys.h"

namespace authoring {
namespace {

using core::JsonKind;
using core::JsonValue;
using pugi::xml_node;

std::string TextAt(JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  return value && value->kind() == JsonKind::kString ? value->String() : std::string();
}
bool IsTrue(JsonValue object, std::string_view key) {
  auto value = object.Find(key);
  return value && value->kind() == JsonKind::kBool && value->Bool();
}
void Set(xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(value.c_str());
}
xml_node Add(xml_node parent, const std::string& name) { return parent.append_child(name.c_str()); }
xml_node AddText(xml_node parent, const std::string& name, const std::string& text) {
  xml_node node = Add(parent, name);
  node.text().set(text.c_str());
  return node;
}

struct Kind {
  std::string_view type;
  const char *bind, *control, *media;
};
constexpr std::array<Kind, 16> kKinds{{{"note", "string", "input", nullptr},
                                       {"text", "string", "input", nullptr},
                                       {"integer", "int", "input", nullptr},
                                       {"decimal", "decimal", "input", nullptr},
                                       {"date", "date", "input", nullptr},
                                       {"time", "time", "input", nullptr},
                                       {"datetime", "dateTime", "input", nullptr},
                                       {"geopoint", "geopoint", "input", nullptr},
                                       {"range", "decimal", "range", nullptr},
                                       {"acknowledge", "string", "trigger", nullptr},
                                       {"image", "binary", "upload", "image/*"},
                                       {"audio", "binary", "upload", "audio/*"},
                                       {"video", "binary", "upload", "video/*"},
                                       {"file", "binary", "upload", "application/*"},
                                       {"select_one", "string", "select1", nullptr},
                                       {"select_multiple", "string", "select", nullptr}}};

class XForm {
 public:
  XForm(JsonValue root, const locales::Catalogs& catalogs) : root_(root), catalogs_(catalogs) {}

  std::string Run() {
    for (size_t i = 0; i < root_.Find("languages")->size(); ++i)
      tags_.push_back(root_.Find("languages")->At(i).String());
    Frame();
    FindPaths(*root_.Find("questions"), {"/data", ""});
    Rows(*root_.Find("questions"), {"/data", ""}, data_, body_);
    Lists();
    xml_node id = Add(Add(data_, "meta"), "instanceID");
    static_cast<void>(id);
    xml_node bind = Bind("/data/meta/instanceID", "string");
    Set(bind, "readonly", "true()");
    Set(bind, "jr:preload", "uid");
    std::ostringstream out;
    document_.save(out, "  ", pugi::format_raw);
    return out.str();
  }

 private:
  void Frame() {
    xml_node html = Add(document_, "h:html");
    Set(html, "xmlns", "http://www.w3.org/2002/xforms");
    Set(html, "xmlns:h", "http://www.w3.org/1999/xhtml");
    Set(html, "xmlns:jr", "http://openrosa.org/javarosa");
    Set(html, "xmlns:orx", "http://openrosa.org/xforms");
    Set(html, "xmlns:odk", "http://www.opendatakit.org/xforms");
    Set(html, "xmlns:xsd", "http://www.w3.org/2001/XMLSchema");
    xml_node head = Add(html, "h:head");
    AddText(head, "h:title", TextAt(*root_.Find("title"), tags_[0]));
    model_ = Add(head, "model");
    Set(model_, "odk:xforms-version", "1.0.0");
    xml_node itext = Add(model_, "itext");
    for (size_t i = 0; i < tags_.size(); ++i) {
      translations_.push_back(Add(itext, "translation"));
      Set(translations_[i], "lang", tags_[i]);
      if (i == 0) Set(translations_[i], "default", "true()");
    }
    data_ = Add(Add(model_, "instance"), "data");
    Set(data_, "id", TextAt(root_, "id"));
    if (!TextAt(root_, "version").empty()) Set(data_, "version", TextAt(root_, "version"));
    body_ = Add(html, "h:body");
  }

  void FindPaths(JsonValue rows, const XFormPath& inside) {
    for (size_t i = 0; i < rows.size(); ++i) {
      const JsonValue row = rows.At(i);
      const std::string type = TextAt(row, "type"), name = TextAt(row, "name");
      XFormPath path{inside.path + "/" + name, inside.repeat};
      if (type == "repeat") path.repeat = path.path;
      paths_[name] = path;
      types_[name] = type;
      if (IsTrue(row, "or_other")) paths_[name + "_other"] = {path.path + "_other", path.repeat};
      if (auto questions = row.Find("questions")) FindPaths(*questions, path);
    }
  }

  xml_node Bind(const std::string& path, const std::string& type) {
    xml_node bind = Add(model_, "bind");
    Set(bind, "nodeset", path);
    if (!type.empty()) Set(bind, "type", type);
    return bind;
  }
  void Expression(xml_node bind, const char* attribute, const std::string& expression,
                  const XFormPath& at) {
    if (!expression.empty()) Set(bind, attribute, XFormExpression(expression, at, paths_));
  }

  // A text with its ${name} as <output>: the label of a choice, else the value.
  void Value(xml_node value, std::string_view text, const XFormPath& at) {
    while (!text.empty()) {
      const size_t open = text.find("${");
      const size_t close = open == std::string_view::npos ? open : text.find('}', open);
      value.append_child(pugi::node_pcdata).set_value(std::string(text.substr(0, open)).c_str());
      if (close == std::string_view::npos) return;
      const std::string reference(text.substr(open, close + 1 - open));
      const std::string name = reference.substr(2, reference.size() - 3);
      const bool choice = types_[name].starts_with("select_");
      const std::string path = XFormExpression(reference, at, paths_);
      Set(Add(value, "output"), "value",
          choice ? fmt::format("jr:choice-name({}, '{}')", path, paths_[name].path) : path);
      text.remove_prefix(close + 1);
    }
  }

  // Puts the texts into every language; the expression that names them.
  std::string Texts(const std::string& id, JsonValue texts, const XFormPath& at) {
    for (size_t i = 0; i < tags_.size(); ++i) {
      xml_node text = Add(translations_[i], "text");
      Set(text, "id", id);
      Value(Add(text, "value"), TextAt(texts, tags_[i]), at);
    }
    return fmt::format("jr:itext('{}')", id);
  }
  void Label(xml_node control, const char* element, JsonValue row, std::string_view key,
             const XFormPath& at) {
    auto texts = row.Find(key);
    if (texts)
      Set(Add(control, element), "ref", Texts(fmt::format("{}:{}", at.path, key), *texts, at));
  }

  void Rows(JsonValue rows, const XFormPath& inside, xml_node instance, xml_node body) {
    for (size_t i = 0; i < rows.size(); ++i) {
      const JsonValue row = rows.At(i);
      const XFormPath at{inside.path + "/" + TextAt(row, "name"), inside.repeat};
      const std::string type = TextAt(row, "type");
      if (type == "group" || type == "repeat") {
        Group(row, type == "repeat" ? XFormPath{at.path, at.path} : at, instance, body,
              type == "repeat");
      } else if (type == "calculate" || type == "hidden") {
        Silent(row, at, instance);
      } else {
        Question(row, at, instance, body);
      }
    }
  }

  void Group(JsonValue row, const XFormPath& at, xml_node instance, xml_node body, bool repeat) {
    const std::string name = TextAt(row, "name");
    const std::string relevant = TextAt(row, "relevant");
    if (!relevant.empty()) Expression(Bind(at.path, ""), "relevant", relevant, {at.path, ""});
    xml_node group = Add(body, "group");
    Set(group, "ref", at.path);
    Label(group, "label", row, "label", at);
    xml_node inner = group;
    const std::string count = TextAt(row, "count");
    if (repeat) {
      inner = Add(group, "repeat");
      Set(inner, "nodeset", at.path);
      if (!count.empty()) {
        auto max = row.Find("max");
        Add(instance, name + "_count");
        const std::string path = at.path + "_count";
        const std::string capped =
            fmt::format("if(({0}) > {1}, {1}, ({0}))", count, max ? max->Integer() : 10);
        Expression(Bind(path, "string"), "calculate", capped, {path, ""});
        Set(inner, "jr:count", path);
      }
    }
    xml_node node = Add(instance, name);
    if (repeat) Set(node, "jr:template", "");
    Rows(*row.Find("questions"), at, node, inner);
    if (repeat && count.empty()) Rounds(instance, node, name);
  }

  // An open repeat begins with one round, as it does in a chat.
  static void Rounds(xml_node instance, xml_node first, const std::string& name) {
    xml_node copy = instance.append_copy(first);
    copy.remove_attribute("jr:template");
    static_cast<void>(name);
  }

  void Silent(JsonValue row, const XFormPath& at, xml_node instance) {
    Add(instance, TextAt(row, "name"));
    xml_node bind = Bind(at.path, "string");
    Expression(bind, "relevant", TextAt(row, "relevant"), at);
    Expression(bind, "calculate", TextAt(row, "calculation"), at);
    const std::string fill = TextAt(row, "fill"), initial = TextAt(row, "default");
    if (fill == "start" || fill == "today") {
      Set(bind, "jr:preload", fill == "start" ? "timestamp" : "date");
      Set(bind, "jr:preloadParams", fill);
    }
    if (initial.empty()) return;
    xml_node set = Add(model_, "setvalue");
    Set(set, "event", "odk-instance-first-load");
    Set(set, "ref", at.path);
    Expression(set, "value", initial, at);
  }

  void Question(JsonValue row, const XFormPath& at, xml_node instance, xml_node body) {
    const std::string type = TextAt(row, "type");
    const Kind* kind = kKinds.data();
    for (const Kind& k : kKinds) {
      if (k.type == type) kind = &k;
    }
    Add(instance, TextAt(row, "name"));
    xml_node bind = Bind(at.path, kind->bind);
    Rules(row, bind, at, type == "note");
    xml_node control = Add(body, kind->control);
    Set(control, "ref", at.path);
    if (kind->media != nullptr) Set(control, "mediatype", kind->media);
    if (type == "range") {
      for (const char* key : {"start", "end", "step"})
        Set(control, key, row.Find(key) ? row.Find(key)->Dump() : "1");
    }
    Label(control, "label", row, "label", at);
    Label(control, "hint", row, "hint", at);
    if (auto choices = row.Find("choices")) Choices(row, *choices, control, at);
    if (IsTrue(row, "or_other")) Other(row, {at.path + "_other", at.repeat}, at, instance, body);
  }

  void Rules(JsonValue row, xml_node bind, const XFormPath& at, bool note) {
    if (note) Set(bind, "readonly", "true()");
    Expression(bind, "relevant", TextAt(row, "relevant"), at);
    if (IsTrue(row, "required")) Set(bind, "required", "true()");
    Expression(bind, "required", TextAt(row, "required"), at);
    std::string constraint = TextAt(row, "constraint");
    auto more = row.Find("validation");
    for (size_t i = 0; more && i < more->size(); ++i) {
      const std::string rule = TextAt(more->At(i), "constraint");
      constraint = constraint.empty() ? rule : fmt::format("({}) and ({})", constraint, rule);
    }
    Expression(bind, "constraint", constraint, at);
    if (auto message = row.Find("constraint_message"))
      Set(bind, "jr:constraintMsg", Texts(at.path + ":jr:constraintMsg", *message, at));
    if (auto message = row.Find("required_message"))
      Set(bind, "jr:requiredMsg", Texts(at.path + ":jr:requiredMsg", *message, at));
  }

  void Choices(JsonValue row, JsonValue choices, xml_node control, const XFormPath& at) {
    const std::string list =
        choices.kind() == JsonKind::kString ? choices.String() : TextAt(row, "name");
    const bool other = IsTrue(row, "or_other");
    inline_lists_.emplace_back(
        other ? list + "_or_other" : list,
        choices.kind() == JsonKind::kString ? *root_.Find("choices")->Find(list) : choices);
    std::string items = fmt::format("instance('{}')/root/item", inline_lists_.back().first);
    const std::string filter = TextAt(row, "choice_filter");
    if (!filter.empty()) items += "[" + XFormExpression(filter, at, paths_, true) + "]";
    if (IsTrue(row, "randomize")) {
      const std::string seed = TextAt(row, "seed");
      items = fmt::format("randomize({}{})", items,
                          seed.empty() ? "" : ", " + XFormExpression(seed, at, paths_));
    }
    xml_node set = Add(control, "itemset");
    Set(set, "nodeset", items);
    Set(Add(set, "value"), "ref", "name");
    Set(Add(set, "label"), "ref", "jr:itext(itextId)");
  }

  void Other(JsonValue row, const XFormPath& at, const XFormPath& question, xml_node instance,
             xml_node body) {
    Add(instance, TextAt(row, "name") + "_other");
    Set(Bind(at.path, "string"), "relevant",
        fmt::format("selected({}, 'other')",
                    XFormExpression("${" + TextAt(row, "name") + "}", question, paths_)));
    xml_node control = Add(body, "input");
    Set(control, "ref", at.path);
    Set(Add(control, "label"), "ref",
        FromCatalog(at.path + ":label", locales::TextKey::kOtherSpecify));
  }

  std::string FromCatalog(const std::string& id, locales::TextKey key) {
    for (size_t i = 0; i < tags_.size(); ++i) {
      xml_node text = Add(translations_[i], "text");
      Set(text, "id", id);
      AddText(text, "value", catalogs_.Closest(tags_[i]).Text(key));
    }
    return fmt::format("jr:itext('{}')", id);
  }

  void Item(xml_node list, const std::string& value, const std::string& text_id) {
    xml_node item = Add(list, "item");
    AddText(item, "itextId", text_id);
    AddText(item, "name", value);
  }

  void Lists() {
    std::map<std::string, JsonValue> all;
    if (auto named = root_.Find("choices")) {
      for (const std::string& name : named->Keys()) all.emplace(name, *named->Find(name));
    }
    for (const auto& [name, list] : inline_lists_) all.emplace(name, list);
    for (const auto& [name, list] : all) {
      xml_node instance = model_.insert_child_after("instance", data_.parent());
      Set(instance, "id", name);
      xml_node root = Add(instance, "root");
      bool own_other = false;  // in words of the list's own
      for (size_t i = 0; i < list.size(); ++i) {
        const JsonValue choice = list.At(i);
        own_other = own_other || TextAt(choice, "value") == "other";
        const std::string id = fmt::format("{}-{}", name, i);
        Texts(id, *choice.Find("label"), {"/data", ""});
        Item(root, TextAt(choice, "value"), id);
        xml_node item = root.last_child();
        AddText(item, "label", TextAt(*choice.Find("label"), tags_[0]));
        auto attributes = choice.Find("attributes");
        for (const std::string& key : attributes ? attributes->Keys() : std::vector<std::string>())
          AddText(item, key, TextAt(*attributes, key));
      }
      if (!name.ends_with("_or_other") || own_other) continue;
      FromCatalog(name + "-other", locales::TextKey::kOtherSpecify);
      Item(root, "other", name + "-other");
    }
  }

  JsonValue root_;
  const locales::Catalogs& catalogs_;
  std::vector<std::string> tags_;
  XFormPaths paths_;
  std::map<std::string, std::string, std::less<>> types_;
  std::vector<std::pair<std::string, JsonValue>>
      inline_lists_;  // lists under the name that the body uses
  pugi::xml_document document_;
  xml_node model_, data_, body_;
  std::vector<xml_node> translations_;
};

}  // namespace

core::Result<std::string> ExportXForm(std::string_view json, const locales::Catalogs& catalogs) {
  ASSIGN_OR_RETURN(auto document, core::JsonDocument::Parse(json));
  return XForm(document.root(), catalogs).Run();
}

}  // namespace authoring
