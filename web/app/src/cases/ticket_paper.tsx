// SPDX-License-Identifier: Apache-2.0
// A ticket on paper, which lies about and is carried to visits: class, topic, reasons, week and district. Nothing that tells
// where exactly it came from or from whom: no workplace, channel, language, day, clock, answer or word of the worker. On paper
// stands this alone; on the screen it does not show.
import { Badge } from '../inbox/parts';
import type { Ticket } from '../shared/api';
import { useSpoken } from '../shared/language';
import { useCaseText } from './strings';

export function TicketPaper({ ticket }: { ticket: Ticket }) {
  const { text: plain } = useSpoken();
  const text = useCaseText();
  return (
    <>
      <p class="no-print paper-button">
        <button type="button" class="button plain small" onClick={() => window.print()}>
          {plain('print')}
        </button>
      </p>
      <p class="hint no-print">{text('paper_hint')}</p>
      <section class="ticket-paper" aria-hidden="true">
        <p class="row-top">
          <Badge severity={ticket.severity} /> <span>{plain(`kind_${ticket.kind}`)}</span>
        </p>
        <h2 dir="auto">{ticket.topic.title}</h2>
        <p>{[ticket.week, ticket.site_district].filter(Boolean).join(' · ')}</p>
        <h3>{plain('why_title')}</h3>
        <ul class="reasons">
          {ticket.reasons.map((reason) => (
            <li key={reason.indicator} dir="auto">
              {reason.text}
            </li>
          ))}
        </ul>
        {ticket.ask_back.length > 0 && <h3>{plain('ask_back_title')}</h3>}
        <ul class="reasons">
          {ticket.ask_back.map((reason) => (
            <li key={reason.indicator} dir="auto">
              {reason.text}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
