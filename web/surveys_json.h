// SPDX-License-Identifier: Apache-2.0
// The objects of /api/v1/surveys as openapi.json describes them.
#pragma once

#include <string>

#include "authoring/desk.h"
#include "core/json_writer.h"
#include "ecms/surveys.h"

namespace web {

void WriteProblem(core::JsonWriter& w, const std::string& file, const authoring::Problem& problem);
void WriteCost(core::JsonWriter& w, const authoring::QuestionCost& cost);
void WriteBubble(core::JsonWriter& w, const authoring::Bubble& bubble);
void WriteChange(core::JsonWriter& w, const authoring::Change& change);
void WriteDraft(core::JsonWriter& w, const authoring::Checked& checked);
void WriteShift(core::JsonWriter& w, const ecms::ClassShift& shift);
void WriteSurvey(core::JsonWriter& w, const ecms::SurveyView& view);

}  // namespace web
