// SPDX-License-Identifier: Apache-2.0
// Cases as the API has them: /api/openapi.json.
import { Refused } from '../shared/api';
import type { Api, Severity, Titled } from '../shared/api';

export interface Entry {
  id: string;
  kind: string;
  by: string;
  at: string;
  version: number;
  text: string;
  on: string;
  status: string;
  code: string;
  mode: string;
  announced: boolean;
  band: string;
  amount: number;
}
export type Written = Partial<Omit<Entry, 'id' | 'by' | 'at' | 'version'>>;
export type Band = { from: number; to: number | null } | null;
export interface CaseSummary {
  id: string;
  reference: string;
  version: number;
  title: string;
  kind: 'signal' | 'complaint';
  severity: Severity;
  type: Titled;
  state: Titled;
  closed: boolean;
  site: string;
  site_name: string;
  district: string;
  assignee: string;
  due_at: string | null;
  opened_on: string;
  answered: boolean; // by the worker of one of its tickets, since an officer last looked
}
export interface Move {
  id: string;
  title: string;
  to: Titled;
  may: boolean;
  needs_reason: boolean;
  closes: boolean;
  missing: string[];
}
export interface Case extends CaseSummary {
  origin: Titled;
  issues: Titled[];
  tickets: { id: string; topic: Titled; severity: Severity; week: string; may_ask: boolean; answered: boolean }[];
  corroboration: Band;
  clocks: { title: string; source: string; due_at: string; due_on: string; met_at: string | null }[];
  consent: { how: string; on: string } | null;
  may_promote: boolean;
  may_take: boolean;
  may_give: boolean;
  closing: { outcome: string; gained: string; paid: number } | null;
  transitions: Move[];
  timeline: Entry[];
}
export interface CasePage {
  cases: CaseSummary[];
  next: string | null;
  total: number;
}
// Numbers as they may leave the office: "12", or a band ("1–4").
export interface RemedyLine extends Titled {
  cases: string;
}
export interface RemedyPeriod {
  period: string;
  closed: string;
  outcomes: RemedyLine[];
  gained: RemedyLine[];
  with_money: string;
  paid: string; // '' = so few cases have it that it would tell one of them
}
export interface Remedy {
  currency: string;
  periods: RemedyPeriod[];
}
export interface Notice {
  reference: string;
  place: string;
  district: string;
  address: string;
  officer: string;
  visited_on: string[];
  findings: { issue: string; text: string; status: string }[];
  required: { measure: string; text: string; until: string; status: string; amount: number }[];
  currency: string;
}
export interface Profile {
  name: string;
  reviewed: boolean;
  currency: string;
  case_types: Titled[];
  origins: (Titled & { tickets: boolean; types: string[] })[];
  consents: Titled[];
  states: Titled[];
  transitions: Titled[];
  taxonomy: (Titled & { points: Titled[] })[];
  measures: Titled[];
  outcomes: Titled[];
  gained_bands: Titled[];
}
export interface TicketCase {
  case: string | null;
  corroboration: Band;
  others: boolean;
  near: CaseSummary[];
  issues: string[];
}

export const caseAddress = (id: string) => `/cases/${encodeURIComponent(id)}`;
export const caseRoute = (id: string, rest = '') => `/api/v1${caseAddress(id)}${rest}`;

// A change of the case as it was when `version` was shown; Refused(409) if it has changed since.
export function write(api: Api, of: { id: string; version: number }, rest: string, body?: unknown, method = 'POST'): Promise<Case> {
  return api.change<Case>(caseRoute(of.id, rest), body, method, of.version);
}

export const titleOf = (list: Titled[], id: string): string => list.find((one) => one.id === id)?.title ?? id;

export function issueTitle(profile: Profile, issue: string): string {
  const [cluster, point] = issue.split('.');
  return titleOf(profile.taxonomy.find((one) => one.id === cluster)?.points ?? [], point ?? '') || issue;
}

// Who did what meanwhile, if a change was refused for that; `version`: of the case after it.
export function conflictOf(error: unknown): { changes: Entry[]; version: number } | null {
  if (!(error instanceof Refused) || error.status !== 409) return null;
  const { changes, version = 0 } = error.more as { changes?: Entry[]; version?: number };
  return changes ? { changes, version } : null;
}
