// SPDX-License-Identifier: Apache-2.0
// The API as the pages use it: /api/openapi.json.
import type { Field } from '../keys/envelope';
import { earlyAnswer } from './early_answers';
import { theLive } from './live';
import { reachIs } from './reach';

export type Severity = 'P0' | 'P1' | 'P2' | 'P3' | 'P4';
export const severities: Severity[] = ['P0', 'P1', 'P2', 'P3', 'P4'];

export interface Titled {
  id: string;
  title: string;
}
export interface Reason {
  indicator: string;
  text: string;
}
export const qualityMarks = ['burst', 'speed', 'copied', 'all_fine'] as const;
export type QualityMark = (typeof qualityMarks)[number];
export interface TicketSummary {
  id: string;
  kind: 'signal' | 'complaint';
  severity: Severity;
  topic: Titled;
  survey: Titled;
  reasons: Reason[];
  site: string;
  site_name: string;
  site_district: string;
  language: string;
  week: string;
  state: string;
  clock: { filed_on: string; due_at: string } | null;
  sealed_words: number;
  may_ask: boolean;
  answered: boolean; // since an officer last looked at the conversation
  quality: QualityMark[];
}
export interface Ticket extends TicketSummary {
  points: number;
  placed: boolean; // an officer said which workplace
  named_site: string; // then: the code that the worker named
  channel: string;
  survey_hash: string;
  ask_back: Reason[];
  answers: { question: string; question_text: string; value: string; value_text: string }[];
  unanswered: { question: string; question_text: string }[];
  words: WordsHere[];
}
export interface TicketPage {
  tickets: TicketSummary[];
  next: string | null;
  total: number;
}
export interface WordsHere {
  record: string;
  question: string;
  question_text: string;
  fields: Field[];
  opened: boolean;
  original_removed: boolean;
}
export interface ThreadPhrase {
  code: string;
  expects: 'nothing' | 'words' | 'yes_no' | 'number';
  text: string;
  preview: string;
}
export interface ThreadEntry {
  id: string;
  from: 'office' | 'worker';
  phrase: string;
  text: string;
  preview: string;
  code: string;
  words: { record: string; fields: Field[]; opened: boolean; original_removed: boolean } | null;
  state: string;
  week: string;
  author: string;
}
export interface ThreadView {
  ticket: string;
  may_ask: boolean;
  why_not: string;
  language: string;
  unseen: number; // the latest entry that no officer has seen; 0 = none
  phrases: ThreadPhrase[];
  entries: ThreadEntry[];
}
export type ThreadQuestion = ({ phrase: string } | { words: string; worker_reads_it: boolean }) & { repeat_key: string };
export interface OfficeKey {
  key_id: string;
  public_key: string;
  sealed_to_me: string; // '' = not cleared
  sealed_to_recovery: string;
  current: boolean;
}
export interface Session {
  account: string;
  name: string;
  role: string;
  organisation: string; // '' = the inspectorate
  may_read_tickets: boolean;
  csrf: string;
  public_key: string;
  sealed_private_key: string;
  office_keys: OfficeKey[];
  warnings: string[];
}
export interface Account {
  id: string;
  name: string;
  role: string;
  organisation: string; // '' = the inspectorate
  disabled: boolean;
  set_up: boolean;
  cleared: boolean;
  public_key: string;
  may_manage: boolean; // whoever asks may change it
}
export interface SetupLook {
  name: string;
  role: string;
  organisation: string;
  office_has_key: boolean;
  memory_kib: number;
  passes: number;
}
export interface Salt {
  salt: string;
  memory_kib: number;
  passes: number;
}
export interface OpenedWords {
  envelope: string;
  organisation: string;
  question: string;
}

// Why a request brought nothing. `status` 0: the service was not reached.
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail = '',
    readonly more: object = {}, // the rest of the problem
  ) {
    super(`status ${status}`);
  }
}

const patience = 15000;
const patienceWithBytes = 60000; // 64 KiB on a line of 16 kbit/s take half of it

async function send(method: string, path: string, headers: Record<string, string>, body?: unknown, wait = patience): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), body instanceof Uint8Array ? patienceWithBytes : wait);
  try {
    const options: RequestInit = { method, headers, cache: 'no-store', credentials: 'same-origin', signal: abort.signal };
    if (body instanceof Uint8Array) {
      headers['Content-Type'] = 'application/octet-stream';
      options.body = body as Uint8Array<ArrayBuffer>;
    } else if (body !== undefined) {
      headers['Content-Type'] = 'application/json';
      options.body = JSON.stringify(body);
    }
    const response = await fetch(path, options);
    reachIs(true);
    return response;
  } catch {
    reachIs(false);
    throw new Refused(0);
  } finally {
    clearTimeout(timer);
  }
}

async function refusal(response: Response): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  return new Refused(response.status, problem.detail ?? '', problem);
}

// Asks for something that changes with no session, or that ends one. `csrf`: of the session, '' without one.
export async function post<Body>(path: string, body: unknown, csrf = '', method = 'POST', more: Record<string, string> = {}): Promise<Body> {
  const response = await send(method, path, csrf ? { ...more, 'X-CSRF-Token': csrf } : more, body);
  if (!response.ok) throw await refusal(response);
  return (response.status === 204 ? undefined : await response.json()) as Body;
}

// With the session's cookie.
export class Api {
  private readonly known = new Map<string, { tag: string; body: unknown }>();
  private over = false; // this session has ended

  // `ended`: called when the service says that the session of `csrf` is over.
  constructor(
    private readonly lang: string,
    private readonly csrf = '',
    private readonly ended: () => void = () => undefined,
  ) {}

  session(): Promise<Session> {
    return this.get<Session>('/api/v1/session');
  }

  endSession(): Promise<void> {
    return this.change('/api/v1/session', undefined, 'DELETE');
  }

  accounts(): Promise<{ accounts: Account[] }> {
    return this.get<{ accounts: Account[] }>('/api/v1/accounts');
  }

  ticket(id: string): Promise<Ticket> {
    return this.get<Ticket>(`/api/v1/tickets/${encodeURIComponent(id)}`);
  }

  openWords(ticket: string, record: string, field: Field, reason: string): Promise<OpenedWords> {
    const path = `/api/v1/tickets/${encodeURIComponent(ticket)}/words/${encodeURIComponent(record)}/open`;
    return this.change(path, reason ? { field, reason } : { field });
  }

  thread(ticket: string): Promise<ThreadView> {
    return this.get<ThreadView>(`/api/v1/tickets/${encodeURIComponent(ticket)}/thread`);
  }

  ask(ticket: string, question: ThreadQuestion): Promise<{ state: string }> {
    return this.change(`/api/v1/tickets/${encodeURIComponent(ticket)}/thread`, question);
  }

  // What stands there up to that number is before an officer.
  seen(ticket: string, number: number): Promise<void> {
    return this.change(`/api/v1/tickets/${encodeURIComponent(ticket)}/thread/seen`, { number });
  }

  // `leave_case`: it belongs to an open case, and leaves it.
  close(ticket: string, outcome: string, leave_case: boolean): Promise<void> {
    return this.change(`/api/v1/tickets/${encodeURIComponent(ticket)}/close`, { outcome, leave_case });
  }

  // `version`: of what is changed, where the address wants it.
  async change<Body = void>(path: string, body?: unknown, method = 'POST', version?: number): Promise<Body> {
    const more: Record<string, string> = { 'Accept-Language': this.lang };
    if (version !== undefined) more['If-Match'] = `"${version}"`;
    try {
      const answer = await post<Body>(path, body, this.csrf, method, more);
      theLive().touched();
      return answer;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.session().catch(() => undefined); // says whether it has ended
      throw error;
    }
  }

  // The first `wanted` tickets, over as many pages as that takes.
  async tickets(filters: URLSearchParams, wanted: number): Promise<TicketPage> {
    const all: TicketSummary[] = [];
    let after: string | null = null;
    for (;;) {
      const query = new URLSearchParams(filters);
      query.set('limit', String(Math.min(wanted - all.length, 200)));
      if (after) query.set('after', after);
      const page: TicketPage = await this.get<TicketPage>(`/api/v1/tickets?${query}`);
      all.push(...page.tickets);
      after = page.next;
      if (!after || all.length >= wanted) return { tickets: all, next: after, total: page.total };
    }
  }

  async bytes(path: string): Promise<Uint8Array> {
    const response = await send('GET', path, { 'Accept-Language': this.lang }, undefined, patienceWithBytes);
    if (!response.ok) throw await refusal(response);
    try {
      return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new Refused(0); // the line dropped in the middle
    }
  }

  // A repeated request shows the tag of what this page has, and costs no body while nothing changed.
  async get<Body>(path: string): Promise<Body> {
    const known = this.known.get(path);
    const headers: Record<string, string> = { 'Accept-Language': this.lang };
    if (known) headers['If-None-Match'] = known.tag;
    if (this.over) throw new Refused(401);
    const early = await earlyAnswer(this.lang, path);
    if (early) theLive().doubt();
    const response = early ?? (await send('GET', path, headers));
    if (response.status === 401 && this.csrf) {
      this.over = true;
      this.ended();
    }
    if (response.status === 304 && known) return known.body as Body;
    if (!response.ok) throw await refusal(response);
    const body = (await response.json()) as Body;
    const tag = response.headers.get('ETag');
    if (tag) {
      if (this.known.size >= 100) this.known.clear();
      this.known.set(path, { tag, body });
    }
    return body;
  }
}
