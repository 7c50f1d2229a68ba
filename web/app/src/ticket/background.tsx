// SPDX-License-Identifier: Apache-2.0
// What an officer weighs beside a ticket. Asked for apart, so that the ticket itself does not wait for it.
import '../shared/base';
import { useFresh } from '../inbox/use_tickets';
import type { Api, Ticket } from '../shared/api';
import { useSpoken } from '../shared/language';
import { ClassChange } from './class_change';
import type { TicketBackground } from './data';
import { SourceRisk } from './source_risk';
import { WorkplaceFacts } from './workplace';

const kinds = ['cases'] as const; // the ticket's own changes are in the key

export function Background({ api, ticket, go }: { api: Api; ticket: Ticket; go: (path: string) => void }) {
  const { lang, text } = useSpoken();
  const path = `/api/v1/tickets/${encodeURIComponent(ticket.id)}/background`;
  const { data, refused } = useFresh<TicketBackground>(`${lang} ${ticket.id} ${ticket.severity} ${ticket.state} ${ticket.answers.length}`, true, () => api.get(path), kinds);
  if (!data) return refused === null ? <p class="quiet">{text('loading')}</p> : null;
  return (
    <>
      <ClassChange review={data.class} severity={ticket.severity} />
      {data.workplace && <WorkplaceFacts place={data.workplace} go={go} />}
      {data.risk && <SourceRisk risk={data.risk} />}
    </>
  );
}
