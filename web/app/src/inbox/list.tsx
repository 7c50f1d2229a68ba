// SPDX-License-Identifier: Apache-2.0
import { useSpoken } from '../shared/language';
import type { TicketSummary } from '../shared/api';
import { languageName } from './format';
import { Badge, Clock } from './parts';
import { addressOf } from './place';
import type { Place } from './place';

const shownReasons = 2;

function Row({ ticket, place, go }: { ticket: TicketSummary; place: Place; go: (next: Place) => void }) {
  const { lang, text } = useSpoken();
  const target = { ...place, ticket: ticket.id };
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return; // a new tab is the officer's wish
    event.preventDefault();
    go(target);
  };
  const more = ticket.reasons.length - shownReasons;
  return (
    <li>
      <a
        class={`row ${ticket.severity}`}
        href={addressOf(target)}
        aria-current={place.ticket === ticket.id ? 'true' : undefined}
        onClick={open}
      >
        <span class="row-top">
          <Badge severity={ticket.severity} />
          <Clock clock={ticket.clock} />
        </span>
        <strong class="topic" dir="auto">
          {ticket.topic.title}
        </strong>
        {ticket.reasons.slice(0, shownReasons).map((reason) => (
          <span key={reason.indicator} class="reason" dir="auto">
            {reason.text}
          </span>
        ))}
        {more > 0 && <span class="reason">{text('more_reasons', { n: more })}</span>}
        <span class="meta">
          <span>{[ticket.site_name, ticket.site_district].filter(Boolean).join(', ') || text('site_none')}</span>
          <span>{languageName(ticket.language, lang)}</span>
          <span>{ticket.week}</span>
          {ticket.quality.map((mark) => (
            <span key={mark} class="verify">
              {text(`quality_short_${mark}`)}
            </span>
          ))}
          {ticket.sealed_words > 0 && <span>{text('words_sealed')}</span>}
        </span>
      </a>
    </li>
  );
}

// Up and down move between the rows, as in any list of messages.
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a.row')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + step];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

export function TicketList({ tickets, place, go }: { tickets: TicketSummary[]; place: Place; go: (next: Place) => void }) {
  return (
    <ul class="tickets" onKeyDown={moveFocus}>
      {tickets.map((ticket) => (
        <Row key={ticket.id} ticket={ticket} place={place} go={go} />
      ))}
    </ul>
  );
}
