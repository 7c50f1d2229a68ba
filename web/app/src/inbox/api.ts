// SPDX-License-Identifier: Apache-2.0
// The API as this page uses it: /api/openapi.json.

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
}
export interface Ticket extends TicketSummary {
  points: number;
  channel: string;
  survey_hash: string;
  ask_back: Reason[];
  answers: { question: string; question_text: string; value: string; value_text: string }[];
  unanswered: { question: string; question_text: string }[];
}
export interface TicketPage {
  tickets: TicketSummary[];
  next: string | null;
  total: number;
}
export interface Me {
  name: string;
  role: string;
  may_read_tickets: boolean;
}

// Why a request brought nothing. `status` 0: the service was not reached.
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

const patience = 15000;

export class Api {
  private readonly known = new Map<string, { tag: string; body: unknown }>();

  constructor(
    private readonly token: string,
    private readonly lang: string,
  ) {}

  me(): Promise<Me> {
    return this.get<Me>('/api/v1/me');
  }

  ticket(id: string): Promise<Ticket> {
    return this.get<Ticket>(`/api/v1/tickets/${encodeURIComponent(id)}`);
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

  // A repeated request shows the tag of what this page has, and costs no body while nothing changed.
  private async get<Body>(path: string): Promise<Body> {
    const known = this.known.get(path);
    const headers: Record<string, string> = { Authorization: `Bearer ${this.token}`, 'Accept-Language': this.lang };
    if (known) headers['If-None-Match'] = known.tag;
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), patience);
    try {
      const response = await fetch(path, { headers, cache: 'no-store', credentials: 'omit', signal: abort.signal });
      if (response.status === 304 && known) return known.body as Body;
      if (!response.ok) throw new Refused(response.status);
      const body = (await response.json()) as Body;
      const tag = response.headers.get('ETag');
      if (tag) {
        if (this.known.size >= 100) this.known.clear();
        this.known.set(path, { tag, body });
      }
      return body;
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(0);
    } finally {
      clearTimeout(timer);
    }
  }
}
