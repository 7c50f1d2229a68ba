// SPDX-License-Identifier: Apache-2.0
// Lists that are no question of the survey, as Presented::question names them. NOTE: persistent
// values.
#pragma once

#include <cstdint>

namespace dialogs {

inline constexpr uint16_t kLanguageMenu = 0xFFF0;
inline constexpr uint16_t kLaterMenu = 0xFFF1;
inline constexpr uint16_t kFollowUpMenu = 0xFFF2;
inline constexpr uint16_t kMoreMenu = 0xFFF3;
inline constexpr uint16_t kConfirmMenu = 0xFFF4;
inline constexpr uint16_t kEraseMenu = 0xFFF5;
inline constexpr uint16_t kNeutralMenu = 0xFFF6;
inline constexpr uint16_t kThreadMenu = 0xFFF7;
inline constexpr uint16_t kReopenMenu = 0xFFF8;
inline constexpr uint16_t kClosingMenu = 0xFFF9;
inline constexpr uint16_t kClearMenu = 0xFFFA;
inline constexpr uint16_t kRemovalMenu = 0xFFFB;

}  // namespace dialogs
