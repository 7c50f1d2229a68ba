// SPDX-License-Identifier: Apache-2.0
#include "authoring/xlsx/xml.h"

#include <fmt/format.h>

#include <algorithm>

#include "authoring/limits.h"

namespace authoring {
namespace {

bool TooDeep(pugi::xml_node root) {
  size_t depth = 0;
  for (pugi::xml_node node = root; node;) {
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > limits::kMaxXmlDepth) return true;
      continue;
    }
    while (node && node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) return false;
    node = node.next_sibling();
  }
  return false;
}

}  // namespace

core::Result<std::unique_ptr<XmlPart>> XmlPart::Parse(std::string bytes, std::string_view part) {
  const auto marks =
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return c == '<' || c == '='; });
  if (static_cast<size_t>(marks) > limits::kMaxXmlMarks) {
    return core::Err(core::ErrorCode::kTooLarge,
                     fmt::format("The part \"{}\" of the workbook is far larger than it "
                                 "needs to be. Delete unused rows and "
                                 "columns, or copy its cells into a new workbook.",
                                 part));
  }
  auto out = std::make_unique<XmlPart>();
  out->bytes_ = std::move(bytes);
  const auto result = out->document_.load_buffer_inplace(
      out->bytes_.data(), out->bytes_.size(),
      pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_doctype);
  for (pugi::xml_node node : out->document_.children()) {
    if (node.type() == pugi::node_doctype) {
      return core::Err(core::ErrorCode::kInvalid,
                       "The file holds a DOCTYPE, which no spreadsheet program writes, so it was "
                       "not read. Copy its cells "
                       "into a new workbook.");
    }
  }
  if (!result || !out->root() || TooDeep(out->root())) {
    return core::Err(core::ErrorCode::kInvalid,
                     fmt::format("The part \"{}\" of the workbook is damaged. Open the file in "
                                 "Excel or LibreOffice and save "
                                 "it again as .xlsx.",
                                 part));
  }
  return out;
}

std::string_view LocalName(const char* name) {
  std::string_view all(name);
  const size_t colon = all.rfind(':');
  return colon == std::string_view::npos ? all : all.substr(colon + 1);
}

pugi::xml_node ChildNamed(pugi::xml_node parent, std::string_view name) {
  for (pugi::xml_node child : parent.children()) {
    if (IsNamed(child, name)) return child;
  }
  return {};
}

std::string_view Attribute(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_attribute attribute : node.attributes()) {
    if (LocalName(attribute.name()) == name) return attribute.value();
  }
  return {};
}

}  // namespace authoring
