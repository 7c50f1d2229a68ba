// SPDX-License-Identifier: Apache-2.0
// Every hard limit, with unit and reason. Config may lower what it names under `limits`; nothing
// may exceed these.
#pragma once

#include <chrono>
#include <cstddef>

namespace core::limits {

using namespace std::chrono_literals;

inline constexpr size_t kMaxWebhookBytes =
    256 * 1024;  // our own bound; WhatsApp raises it to 3 MiB (Meta)
inline constexpr size_t kMaxWhatsAppWebhookBytes = 3 << 20;  // Meta: payloads may reach 3 MB
inline constexpr size_t kMaxHeaderBytes = 16 * 1024;
inline constexpr size_t kMaxJsonDepth = 32;  // nesting; deeper input is refused, not parsed
inline constexpr size_t kMaxQueryParameters = 200;
inline constexpr size_t kMaxWorkerTextBytes =
    16 * 1024;  // 4,000 characters of 4 bytes; longer text is cut there
inline constexpr size_t kMaxWorkerTextChars = 4000;
inline constexpr size_t kScrubAboveChars = 40;    // design.md "How a message flows": prepare
inline constexpr size_t kMaxTurnsPerBatch = 256;  // group commit
inline constexpr size_t kMaxQueuedTurns = 8192;   // write queue; over it: back pressure
inline constexpr auto kRoomWait = 10s;  // how long a gateway that may not repeat waits for room
inline constexpr auto kReadTransaction = 5s;  // a checkpoint waits for readers
inline constexpr auto kInDoubt = 30s;  // a send whose outcome a crash swallowed, see promise 1
inline constexpr auto kRequestDeadline = 30s;  // read a request, and write its answer
inline constexpr auto kKeepAliveIdle = 75s;
inline constexpr size_t kMaxConnections = 2048;
inline constexpr int kRepeatDays = 8;  // a repeat is recognised at least this long (promise 1)
inline constexpr int kProviderIdDays = 21;
inline constexpr int kAddressDays = 30;  // + kFollowUpDays with consent to follow-up
inline constexpr int kFollowUpDays = 90;
inline constexpr auto kSilenceHides =
    30min;  // after it nothing earlier is repeated, named or counted
inline constexpr auto kSilenceFilesTicket = 2h;  // rules that are no gates, see issue "Tickets"
inline constexpr size_t kSealPadding = 1024;     // bytes; sealed lengths say nothing finer
inline constexpr size_t kMaxPasswordLinks = 8;

}  // namespace core::limits
