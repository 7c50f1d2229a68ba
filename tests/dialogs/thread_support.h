// SPDX-License-Identifier: Apache-2.0
// What the tests of conversations behind the receipt share.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "dialogs/support.h"

namespace dialogs_test {

// Everything that the worker was sent last.
[[nodiscard]] inline std::string Text(const Worker& worker) {
  std::string all;
  for (const auto& m : worker.last.messages) all += m.text + "\n";
  return all;
}

template <class E>
[[nodiscard]] const E* Effect(const Worker& worker) {
  for (const auto& effect : worker.last.effects) {
    if (const auto* found = std::get_if<E>(&effect)) return found;
  }
  return nullptr;
}

// Core-9 up to the receipt, with a ticket and consent to be asked.
inline void Finish(Worker& worker) {
  for (const char* text : {"hi", "1", "1", "2", "1", "yes", "3", "Tin roof", "no", "12", "done"})
    worker.Write(text);
  for (int i = 0; i < 12 && worker.session.stage != dialogs::Stage::kDone; ++i) worker.Write("1");
  ASSERT_EQ(worker.session.stage, dialogs::Stage::kDone);
  ASSERT_TRUE(worker.session.thread);
  ASSERT_FALSE(worker.session.receipt.empty());
}

}  // namespace dialogs_test
