// SPDX-License-Identifier: Apache-2.0
// Counters and gauges of the service, in Prometheus' text format on /metrics. Labels come from the
// configuration or from closed lists only.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace bot {

class Metrics {
 public:
  // The counter of that name and label text (`channel="main"`, or ""); the reference stays valid.
  // Thread-safe.
  std::atomic<int64_t>& Counter(std::string_view name, std::string_view labels = "");
  std::atomic<int64_t>& Gauge(std::string_view name, std::string_view labels = "");
  // Exposition format, sorted.
  [[nodiscard]] std::string Render() const;

 private:
  std::atomic<int64_t>& Get(std::string_view type, std::string_view name, std::string_view labels);
  struct Family {
    std::string type;
    std::map<std::string, std::atomic<int64_t>> values;
  };
  mutable std::mutex mutex_;
  std::map<std::string, Family, std::less<>> families_;
};

}  // namespace bot
