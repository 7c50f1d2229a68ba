// SPDX-License-Identifier: Apache-2.0
// One thing done with several tickets, one request a ticket, so that each is done or refused by itself and the summary says which.
import { caseRoute } from '../cases/data';
import type { Case } from '../cases/data';
import { Refused } from '../shared/api';
import type { Api, TicketSummary } from '../shared/api';

export type Why = 'closed' | 'in_case' | 'other_case' | 'gone' | 'full' | 'unknown' | null; // null: as the service says it

export interface Refusal {
  ticket: TicketSummary;
  why: Why;
  detail: string;
}
export interface Summary {
  done: TicketSummary[];
  refused: Refusal[];
  untouched: TicketSummary[];
  into: { id: string } | null; // the case that they are in now
}
export interface Run {
  step: (summary: Summary) => void;
  stopped: () => boolean;
}

const atOnce = 4;

const statusOf = (error: unknown) => (error instanceof Refused ? error.status : 0);

function whyOf(error: unknown, closing: boolean): { why: Why; detail: string } {
  if (!(error instanceof Refused)) return { why: 'unknown', detail: '' };
  const { status, detail } = error;
  if (status === 0 || status >= 500) return { why: 'unknown', detail };
  if (status === 404) return { why: 'gone', detail };
  if (/closed/.test(detail) && !/open case/.test(detail)) return { why: 'closed', detail };
  if (/at most/.test(detail)) return { why: 'full', detail };
  if (status === 409) return { why: closing ? 'in_case' : 'other_case', detail };
  return { why: null, detail };
}

// `work` throws for a ticket that is refused. `width`: how many at once.
async function each(tickets: TicketSummary[], width: number, closing: boolean, run: Run, work: (ticket: TicketSummary) => Promise<void>): Promise<Summary> {
  const summary: Summary = { done: [], refused: [], untouched: [...tickets], into: null };
  let over = false;
  const lane = async () => {
    while (!over && !run.stopped()) {
      const ticket = summary.untouched.shift();
      if (!ticket) return;
      try {
        await work(ticket);
        summary.done.push(ticket);
      } catch (error) {
        const status = statusOf(error);
        over ||= status === 401 || status === 0; // nothing that follows can succeed
        if (status === 401) summary.untouched.unshift(ticket);
        else summary.refused.push({ ticket, ...whyOf(error, closing) });
      }
      run.step({ ...summary });
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return summary;
}

export function closeAll(api: Api, tickets: TicketSummary[], outcome: string, leaves: boolean, run: Run): Promise<Summary> {
  // `leave_case` is for a ticket that has one: of others nothing is taken out.
  return each(tickets, atOnce, true, run, (ticket) => api.close(ticket.id, outcome, leaves && ticket.state === 'in_case'));
}

interface Into {
  id: string;
  version: number;
}

// Somebody changed the case meanwhile: the ticket joins it as it is now.
async function join(api: Api, into: Into, ticket: string): Promise<Into> {
  const put = (version: number) => api.change<Case>(caseRoute(into.id, '/tickets'), { ticket }, 'POST', version);
  try {
    return await put(into.version);
  } catch (error) {
    const now = error instanceof Refused && error.status === 409 ? (error.more as { version?: number }).version : undefined;
    if (now === undefined) throw error;
    return put(now);
  }
}

// In order, for each changes the case. `begin`: the case; made with the first ticket that can be in one where it is a function.
export async function intoCase(api: Api, tickets: TicketSummary[], begin: Into | ((ticket: string) => Promise<Into>), run: Run): Promise<Summary> {
  let into = typeof begin === 'function' ? null : begin;
  const summary = await each(tickets, 1, false, run, async (ticket) => {
    if (into) into = await join(api, into, ticket.id);
    else if (typeof begin === 'function') into = await begin(ticket.id);
  });
  return { ...summary, into: into && summary.done.length > 0 ? { id: into.id } : null };
}
