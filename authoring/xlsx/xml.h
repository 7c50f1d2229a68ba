// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "core/result.h"

namespace authoring {

// One XML part of a workbook. Names are matched without their prefix: writers choose different
// ones.
class XmlPart {
 public:
  // kInvalid: not well formed, a DOCTYPE (no workbook has one, attacks do), or nested too deep;
  // kTooLarge.
  [[nodiscard]] static core::Result<std::unique_ptr<XmlPart>> Parse(std::string bytes,
                                                                    std::string_view part);
  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }

 private:
  std::string bytes_;
  pugi::xml_document document_;
};

[[nodiscard]] std::string_view LocalName(const char* name);
[[nodiscard]] inline bool IsNamed(pugi::xml_node node, std::string_view name) {
  return LocalName(node.name()) == name;
}
[[nodiscard]] pugi::xml_node ChildNamed(pugi::xml_node parent, std::string_view name);
// "" where there is none.
[[nodiscard]] std::string_view Attribute(pugi::xml_node node, std::string_view name);

}  // namespace authoring
