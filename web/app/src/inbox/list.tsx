// SPDX-License-Identifier: Apache-2.0
// The rows of the inbox: a grid of two columns, the box that selects a ticket and the link that opens it. One row at a time can be
// reached with Tab; keys move between them (keys.tsx).
import { useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import type { TicketSummary } from '../shared/api';
import type { Hit } from './find';
import { languageName, weekText } from './format';
import { moveInGrid } from './keys';
import { Badge, Clock } from './parts';
import { addressOf } from './place';
import type { Place } from './place';
import type { Selection } from './selection';
import { codeText } from '../shared/strings';
import { useInboxText } from './strings';

const shownReasons = 2;

function Snippet({ hit }: { hit: Hit }) {
  const text = useInboxText();
  return (
    <span class="snippet">
      {hit.later && <b>{text('search_later')}: </b>}
      <bdi dir="auto">{hit.pieces.map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}</bdi>
    </span>
  );
}

function Meta({ ticket }: { ticket: TicketSummary }) {
  const { lang, text } = useSpoken();
  return (
    <span class="meta">
      <span>{[ticket.site_name, ticket.site_district].filter(Boolean).join(', ') || text('site_none')}</span>
      <span>{languageName(ticket.language, lang)}</span>
      <span>{weekText(ticket.week, lang)}</span>
      {ticket.state !== 'new' && <span class="verify">{codeText(text, 'state', ticket.state)}</span>}
      {ticket.quality.map((mark) => (
        <span key={mark} class="verify">
          {text(`quality_short_${mark}`)}
        </span>
      ))}
      {ticket.sealed_words > 0 && <span>{text('words_sealed')}</span>}
    </span>
  );
}

interface RowProps {
  ticket: TicketSummary;
  hit: Hit | undefined;
  place: Place;
  go: (next: Place) => void;
  selection: Selection;
  reachable: boolean; // with Tab
  focused: () => void;
}

function Row({ ticket, hit, place, go, selection, reachable, focused }: RowProps) {
  const { lang, text } = useSpoken();
  const own = useInboxText();
  const target = { ...place, ticket: ticket.id };
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return; // a new tab is the officer's wish
    event.preventDefault();
    go(target);
  };
  const more = ticket.reasons.length - shownReasons;
  const tab = reachable ? 0 : -1;
  return (
    <div role="row" class="line" data-ticket={ticket.id} aria-selected={selection.has(ticket.id)} onFocusIn={focused}>
      <span role="gridcell" class="box">
        <input
          type="checkbox"
          tabIndex={tab}
          checked={selection.has(ticket.id)}
          aria-label={own('select_one', { name: `${ticket.severity} ${ticket.topic.title}, ${weekText(ticket.week, lang)}` })}
          onClick={(event) => selection.toggle(ticket.id, event.shiftKey)}
        />
      </span>
      <span role="gridcell" class="cell">
        <a class={`row ${ticket.severity}`} href={addressOf(target)} tabIndex={tab} aria-current={place.ticket === ticket.id ? 'true' : undefined} onClick={open}>
          <span class="row-top">
            <Badge severity={ticket.severity} />
            {ticket.answered && <b class="fresh">{text('answered')}</b>}
            <Clock ticket={ticket} />
          </span>
          <strong class="topic" dir="auto">
            {ticket.topic.title}
          </strong>
          {hit && <Snippet hit={hit} />}
          {ticket.reasons.slice(0, shownReasons).map((reason) => (
            <span key={reason.indicator} class="reason" dir="auto">
              {reason.text}
            </span>
          ))}
          {more > 0 && <span class="reason">{text('more_reasons', { n: more })}</span>}
          <Meta ticket={ticket} />
        </a>
      </span>
    </div>
  );
}

interface Props {
  tickets: TicketSummary[];
  hits: Map<string, Hit> | null;
  place: Place;
  go: (next: Place) => void;
  selection: Selection;
}

export function TicketList({ tickets, hits, place, go, selection }: Props) {
  const text = useInboxText();
  const [last, setLast] = useState('');
  if (tickets.length === 0) return null;
  const known = (id: string | null) => tickets.find((ticket) => ticket.id === id)?.id;
  const reachable = known(last) ?? known(place.ticket) ?? tickets[0]?.id;
  return (
    <div role="grid" class="tickets" aria-label={text('list')} aria-multiselectable="true" onKeyDown={moveInGrid}>
      {tickets.map((ticket) => (
        <Row
          key={ticket.id}
          ticket={ticket}
          hit={hits?.get(ticket.id)}
          place={place}
          go={go}
          selection={selection}
          reachable={ticket.id === reachable}
          focused={() => setLast(ticket.id)}
        />
      ))}
    </div>
  );
}
