// SPDX-License-Identifier: Apache-2.0
#include "bot/metrics.h"

#include "core/result.h"

namespace bot {

std::atomic<int64_t>& Metrics::Counter(std::string_view name, std::string_view labels) {
  return Get("counter", name, labels);
}
std::atomic<int64_t>& Metrics::Gauge(std::string_view name, std::string_view labels) {
  return Get("gauge", name, labels);
}

std::atomic<int64_t>& Metrics::Get(std::string_view type, std::string_view name,
                                   std::string_view labels) {
  std::lock_guard lock(mutex_);
  auto it = families_.find(name);
  if (it == families_.end()) {
    it = families_.try_emplace(std::string(name)).first;
    it->second.type = type;
  }
  CHECK(it->second.type == type);  // one name is one kind
  return it->second.values.try_emplace(std::string(labels), 0).first->second;
}

std::string Metrics::Render() const {
  std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# TYPE " + name + " " + family.type + "\n";
    for (const auto& [labels, value] : family.values) {
      out += labels.empty() ? name : name + "{" + labels + "}";
      out += " " + std::to_string(value.load(std::memory_order_relaxed)) + "\n";
    }
  }
  return out;
}

}  // namespace bot
