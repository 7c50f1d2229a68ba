// SPDX-License-Identifier: Apache-2.0
#include "authoring/tree.h"

#include <algorithm>
#include <charconv>

#include "core/json_writer.h"

namespace authoring {
namespace {

constexpr size_t kLine = 120;

std::string Quoted(std::string_view text) { return core::JsonWriter().String(text).Take(); }

}  // namespace

Tree& Tree::Set(std::string key, Tree value) {
  children_.emplace_back(std::move(key), std::move(value));
  return children_.back().second;
}

Tree& Tree::Push(Tree value) { return Set({}, std::move(value)); }

const Tree* Tree::Find(std::string_view key) const {
  auto found = std::find_if(children_.begin(), children_.end(),
                            [&](const auto& c) { return c.first == key; });
  return kind_ != Kind::kObject || found == children_.end() ? nullptr : &found->second;
}

const Tree* Tree::At(std::string_view path, CellRef& best) const {
  const Tree* node = this;
  best = at_;
  while (!path.empty() && node != nullptr) {
    const Tree* next = nullptr;
    if (path[0] == '[') {
      size_t index = SIZE_MAX;
      const auto [end, error] = std::from_chars(path.data() + 1, path.data() + path.size(), index);
      if (error == std::errc() && index < node->children_.size())
        next = &node->children_[index].second;
      path.remove_prefix(std::min(path.size(), static_cast<size_t>(end - path.data()) + 1));
    } else {
      if (path[0] == '.') path.remove_prefix(1);
      const size_t end = std::min(path.find_first_of(".["), path.size());
      next = node->Find(path.substr(0, end));
      path.remove_prefix(end);
    }
    node = next;
    if (node != nullptr && node->at_.row != 0) best = node->at_;
  }
  return node;
}

CellRef Tree::Locate(std::string_view path, std::string* text) const {
  CellRef best;
  const Tree* node = At(path, best);
  if (text != nullptr && node != nullptr && node->kind_ == Kind::kText) *text = node->text_;
  return best;
}

bool Tree::SetText(std::string_view path, std::string text) {
  CellRef ignored;
  auto* node = const_cast<Tree*>(At(path, ignored));  // this is not const, nor what is below it
  if (node == nullptr || node->kind_ != Kind::kText) return false;
  node->text_ = std::move(text);
  return true;
}

std::string Tree::Write() const {
  std::string out;
  Write(out, 0, 0);
  return out + "\n";
}

void Tree::WriteCompact(std::string& out, size_t limit) const {
  if (kind_ == Kind::kText || kind_ == Kind::kRaw) {
    out += kind_ == Kind::kText ? Quoted(text_) : text_;
    return;
  }
  out += kind_ == Kind::kObject ? '{' : '[';
  bool first = true;
  for (const auto& [key, child] : children_) {
    if (out.size() > limit) return;  // too long anyway
    if (!first) out += ", ";
    first = false;
    if (kind_ == Kind::kObject) out += Quoted(key) + ": ";
    child.WriteCompact(out, limit);
  }
  out += kind_ == Kind::kObject ? '}' : ']';
}

void Tree::Write(std::string& out, size_t indent, size_t used) const {
  std::string compact;
  const size_t room = kLine > indent + used ? kLine - indent - used : 0;
  WriteCompact(compact, room);
  if (compact.size() <= room || kind_ == Kind::kText || kind_ == Kind::kRaw || children_.empty()) {
    out += compact;
    return;
  }
  out += kind_ == Kind::kObject ? "{\n" : "[\n";
  const std::string margin(indent + 2, ' ');
  for (size_t i = 0; i < children_.size(); ++i) {
    const auto& [key, child] = children_[i];
    out += margin;
    const std::string name = kind_ == Kind::kObject ? Quoted(key) + ": " : "";
    out += name;
    child.Write(out, indent + 2, name.size());
    out += i + 1 < children_.size() ? ",\n" : "\n";
  }
  out += std::string(indent, ' ') + (kind_ == Kind::kObject ? "}" : "]");
}

}  // namespace authoring
