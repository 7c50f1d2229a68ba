// SPDX-License-Identifier: Apache-2.0
// The list of tickets beside the one that is open.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { later } from '../shared/later';
import type { TicketPage, TicketSummary } from '../shared/api';
import { FilterBar } from './filters';
import { timeOfDay } from './format';
import { TicketList } from './list';
import { queryOf, usePlace } from './place';
import { useFresh } from './use_tickets';
import type { Fresh } from './use_tickets';
import type { Reading } from './words';

const Detail = later(() => import('./detail').then((part) => part.Detail));
const pageSize = 50; // early.ts asks for as many
const noTickets: TicketSummary[] = [];
const ticketsOnly = ['tickets'] as const;

// How many tickets came since the list was first drawn for these filters; announced, never moved to.
function useArrived(tickets: TicketSummary[] | null, key: string): number {
  const known = useRef<{ key: string; ids: Set<string> } | null>(null);
  const [arrived, setArrived] = useState(0);
  useEffect(() => {
    if (!tickets) return;
    const ids = new Set(tickets.map((ticket) => ticket.id));
    const before = known.current;
    setArrived(before && before.key === key ? [...ids].filter((id) => !before.ids.has(id)).length : 0);
    known.current = { key, ids };
  }, [tickets, key]);
  return arrived;
}

function Notice({ list }: { list: Fresh<TicketPage> }) {
  const { text } = useSpoken();
  if (list.refused === null || list.refused === 401 || list.refused === 0) return null;
  const key = list.refused === 403 ? 'not_allowed' : 'trouble';
  return (
    <p class="notice" role="alert">
      {text(key)}
    </p>
  );
}

function Count({ list, arrived }: { list: Fresh<TicketPage>; arrived: number }) {
  const { lang, text } = useSpoken();
  return (
    <p class="count">
      {list.data && <b>{text('count', { n: list.data.total })}</b>}
      {list.at && <span>{text('updated', { time: timeOfDay(list.at, lang) })}</span>}
      <span role="status">{arrived > 0 && text('arrived', { n: arrived })}</span>
    </p>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const { text } = useSpoken();
  return (
    <div class="nothing">
      <h2>{text(filtered ? 'empty_filtered_title' : 'empty_title')}</h2>
      {!filtered && <p>{text('empty_text')}</p>}
    </div>
  );
}

export function Tickets({ reading, go: leave, denied }: { reading: Reading; go: (path: string) => void; denied: (status: number) => void }) {
  const { lang, text } = useSpoken();
  const { api } = reading;
  useEffect(() => {
    document.title = text('inbox_title');
  }, [text]);
  const [place, go] = usePlace();
  const [wanted, setWanted] = useState(pageSize);
  const key = queryOf(place.filters).toString();
  const list = useFresh<TicketPage>(`${lang} ${wanted} ${key}`, true, () => api.tickets(queryOf(place.filters), wanted), ticketsOnly);
  const tickets = list.data?.tickets ?? noTickets;
  const arrived = useArrived(list.data ? tickets : null, `${wanted} ${key}`);
  useEffect(() => {
    if (list.refused === 401) denied(list.refused);
  }, [list.refused]);
  const drawn = list.data !== null;
  useEffect(() => {
    if (drawn) Detail.load(); // the list was first
  }, [drawn]);
  const opener = () => document.querySelector<HTMLElement>('a.row[aria-current]');
  const close = () => {
    const row = opener();
    go({ ...place, ticket: null });
    requestAnimationFrame(() => row?.focus());
  };
  return (
    <main class={place.ticket ? 'desk reading' : 'desk'}>
      <div class="pane list-pane">
        <FilterBar
          tickets={tickets}
          filters={place.filters}
          change={(filters) => {
            setWanted(pageSize);
            go({ ...place, filters });
          }}
        />
        <Notice list={list} />
        <Count list={list} arrived={arrived} />
        {!list.data && list.refused === null && <p class="quiet">{text('loading')}</p>}
        {list.data && tickets.length === 0 && <Nothing filtered={key !== ''} />}
        <TicketList tickets={tickets} place={place} go={go} />
        {list.data?.next && (
          <button type="button" class="button plain more" onClick={() => setWanted(wanted + pageSize)}>
            {text('more')}
          </button>
        )}
      </div>
      <div class="pane detail-pane" role="region" aria-label={text('detail')} tabIndex={0}>
        {place.ticket ? (
          <Detail reading={reading} id={place.ticket} lang={lang} close={close} go={leave} denied={denied} />
        ) : (
          <p class="quiet choose">{text('choose_ticket')}</p>
        )}
      </div>
    </main>
  );
}
