// SPDX-License-Identifier: Apache-2.0
// GET /api/v1/tickets/{id}/background as this part uses it: /api/openapi.json.
import type { Severity, Titled } from '../shared/api';

export interface SupposedAnswer {
  question: string;
  question_text: string;
  is: 'one_of' | 'includes' | 'at_least' | 'at_most' | 'missing';
  values: { value: string; value_text: string }[];
}
export interface PossibleClass {
  severity: Severity;
  answers: SupposedAnswer[]; // all of them together
}
export interface ClassReview {
  why_not: '' | 'closed' | 'no_survey' | 'differs';
  if_answered: PossibleClass[];
  if_different: PossibleClass[];
  if_missing: PossibleClass[];
}
export interface Workplace {
  code: string;
  name: string;
  district: string;
  sector: string;
  workers: number; // about how many; 0 = not known
  few: boolean;
  signals: { topic: Titled; from: number; to: number | null }[];
  open_cases: number;
  last_visit: string; // a day, '' = none
}
export type RiskReason = 'small_site' | 'size_unknown' | 'no_site' | 'few_reports' | 'rare_answers' | 'own_words';
export interface Risk {
  level: 'high' | 'raised' | 'usual';
  reasons: RiskReason[];
  rare: { question: string; question_text: string; value: string; value_text: string }[];
}
export interface TicketBackground {
  class: ClassReview;
  workplace: Workplace | null;
  risk: Risk | null;
}
