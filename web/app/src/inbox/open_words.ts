// SPDX-License-Identifier: Apache-2.0
// All words of the tickets in a filter, opened in this browser. They stay in the memory of the page that asked, and no longer
// than it shows them.
import '../shared/base';
import { fromBase64, keyOf, openEnvelope } from '../keys';
import type { Keys } from '../office/officer';
import { Refused } from '../shared/api';
import type { Api } from '../shared/api';
import type { Said } from './find';

interface Search {
  search: string;
  tickets: number;
  looked_at: number;
  in_filter: number;
}
interface Page {
  organisation: string;
  words: { ticket: string; record: string; later: boolean; envelope: string }[];
  next: number | null;
}

export interface Opened extends Omit<Search, 'search'> {
  said: Map<string, Said[]>; // by ticket
  done: number; // tickets whose words were asked for
  closed: number; // texts that did not open
  at: number;
  trouble: unknown; // why it ended early, null: it did not
}

const together = 8; // then the page may draw and hear the stop button
const breath = () => new Promise((done) => setTimeout(done));

function openOne(keys: Keys, organisation: string, record: string, text: string): string | null {
  const envelope = fromBase64(text);
  const id = envelope && keyOf(envelope);
  const office = id ? keys.offices.get(id) : undefined;
  return envelope && office ? openEnvelope(office, { organisation, record, field: 'scrubbed' }, envelope) : null;
}

// Throws where it could not begin; what goes wrong later is told in `trouble`, beside what had been opened by then.
export async function openWords(api: Api, keys: Keys, filters: URLSearchParams, stopped: () => boolean, step: (opened: Opened) => void): Promise<Opened> {
  const { search, ...counts } = await api.change<Search>(`/api/v1/words/searches?${filters}`);
  const opened: Opened = { ...counts, said: new Map(), done: 0, closed: 0, at: Date.now(), trouble: null };
  let next: number | null = counts.tickets > 0 ? 0 : null;
  while (next !== null && !stopped()) {
    step(opened);
    let page: Page;
    try {
      page = await api.get<Page>(`/api/v1/words/searches/${search}?from=${next}`);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw error;
      return { ...opened, trouble: error };
    }
    for (const [at, one] of page.words.entries()) {
      if (at % together === 0) await breath();
      if (stopped()) return opened;
      const text = openOne(keys, page.organisation, one.record, one.envelope);
      if (text === null) opened.closed += 1;
      else opened.said.set(one.ticket, [...(opened.said.get(one.ticket) ?? []), { later: one.later, text }]);
    }
    next = page.next;
    opened.done = next ?? counts.tickets;
  }
  return opened;
}
