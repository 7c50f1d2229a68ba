// SPDX-License-Identifier: Apache-2.0
// /api/v1/surveys as this page uses it: /api/openapi.json.
import type { Api } from '../shared/api';
import { upload } from '../shared/upload';

export type Severity = 'error' | 'warning' | 'note';
export const severities: Severity[] = ['error', 'warning', 'note'];

export interface Version {
  hash: string;
  published_on: string;
  by: string;
  state: 'current' | 'earlier' | 'withdrawn' | 'waiting';
}
export interface Survey {
  id: string;
  title: string;
  organisation: string; // '' = the inspectorate
  languages: string[];
  uses: { channel: string; word: string }[];
  versions: Version[];
}
export interface SurveyList {
  may_publish: boolean;
  may_give: boolean; // says whose a survey is
  may_decide: boolean; // on versions that wait: who reads tickets
  surveys: Survey[];
}
export interface Problem {
  sheet: string;
  row: number;
  cell: string;
  header: string;
  text: string;
  path: string;
  severity: Severity;
  rule: string;
  message: string;
  change: string;
}
export interface Draft {
  id: string;
  title: string;
  languages: string[];
  hash: string;
  json: string;
}
export interface Cost {
  question: string;
  language: string;
  channel: string;
  messages: number;
}
export interface Checked {
  file: string;
  readable: boolean;
  usable: boolean;
  survey: Draft | null;
  errors: number;
  warnings: number;
  notes: number;
  problems: Problem[];
  costs: Cost[];
}
export interface Said {
  text?: string;
  choice?: number;
}
export interface Bubble {
  worker: boolean;
  text: string;
  shown: 'text' | 'buttons' | 'list' | 'keyboard';
  opens: string;
  options: { label: string; description: string; choice: number | null }[];
  encoding: string;
  units: number;
  parts: number;
}
export interface Phone {
  channel: 'sms' | 'whatsapp' | 'telegram';
  ended: boolean;
  bubbles: Bubble[];
}
export interface Change {
  kind: string;
  what: string;
  says: string;
  careful: boolean;
}
export interface Differences {
  id: string;
  hash: string;
  replaces: string;
  changes: Change[];
}

export interface Shift {
  tickets: string; // in bands: "5-9"
  unreadable: string;
  changes: boolean;
  moves: { from: string; to: string; tickets: string }[];
}

const base = '/api/v1/surveys';

export const listSurveys = (api: Api) => api.get<SurveyList>(base);
export const preview = (api: Api, survey: string, language: string, said: Said[]) =>
  api.change<{ phones: Phone[] }>(`${base}/preview`, { survey, language, said });
export const differences = (api: Api, survey: string) => api.change<Differences>(`${base}/diff`, { survey });
export const shiftOfClasses = (api: Api, survey: string) => api.change<Shift>(`${base}/shift`, { survey });
export const publish = (api: Api, survey: string, replaces: string, accept_shift: boolean) =>
  api.change<{ hash: string; state: 'current' | 'waiting' }>(`${base}/publish`, { survey, replaces, accept_warnings: true, accept_shift });
export const shiftOfVersion = (api: Api, hash: string) => api.get<Shift>(`${base}/versions/${hash}/shift`);
export const decide = (api: Api, hash: string, decision: 'begin' | 'decline', replaces: string) =>
  api.change(`${base}/versions/${hash}/decision`, { decision, replaces });
export const withdraw = (api: Api, hash: string) => api.change(`${base}/versions/${hash}/withdraw`);
export const give = (api: Api, id: string, organisation: string) => api.change(`${base}/owners/${encodeURIComponent(id)}`, { organisation }, 'PUT');
export const versionAddress = (hash: string, file: string) => `${base}/versions/${hash}${file && '/'}${file}`;

const send = <Body>(what: string, file: Blob, name: string, csrf: string, type: XMLHttpRequestResponseType, progress: (part: number) => void) =>
  upload<Body>(`${base}/${what}?name=${encodeURIComponent(name)}`, file, csrf, type, progress);

export const check = (file: Blob, name: string, csrf: string, progress: (part: number) => void) => send<Checked>('check', file, name, csrf, 'json', progress);
export const problemsWorkbook = (file: Blob, name: string, csrf: string) => send<Blob>('problems.xlsx', file, name, csrf, 'blob', () => undefined);
