// SPDX-License-Identifier: Apache-2.0
// The list of tickets beside the one that is open.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { later } from '../shared/later';
import type { TicketPage, TicketSummary } from '../shared/api';
import { FilterBar } from './filters';
import { soonestFirst, timeOfDay } from './format';
import { TicketList } from './list';
import { queryOf, usePlace } from './place';
import { Keys } from './keys';
import { SearchBar } from './search';
import { useSelection } from './selection';
import type { Selection } from './selection';
import { useInboxText } from './strings';
import { useFresh } from './use_tickets';
import type { Fresh } from './use_tickets';
import { useWordSearch } from './use_search';
import type { Reading } from './words';

const Bulk = later(() => import('./bulk').then((part) => part.Bulk));
const Detail = later(() => import('./detail').then((part) => part.Detail));
const pageSize = 50; // early.ts asks for as many
const searched = 500; // of a filter, as the service opens them
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

function SelectAll({ selection, shown }: { selection: Selection; shown: number }) {
  const text = useInboxText();
  const { all, count, every, toggle } = selection;
  return (
    <p class="select-all no-print">
      <label class="check">
        <input type="checkbox" checked={all} indeterminate={count > 0 && !all} onChange={(event) => every(event.currentTarget.checked)} />
        {text('select_all', { n: shown })}
      </label>
      <Keys select={toggle} />
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
  const search = useWordSearch(reading, key);
  const hits = search.phase.is === 'shown' ? search.phase.hits : null;
  const most = hits ? searched : wanted;
  const list = useFresh<TicketPage>(`${lang} ${most} ${key}`, true, () => api.tickets(queryOf(place.filters), most), ticketsOnly);
  const loaded = useMemo(() => soonestFirst(list.data?.tickets ?? noTickets), [list.data]);
  const tickets = useMemo(() => (hits ? loaded.filter((ticket) => hits.has(ticket.id)) : loaded), [loaded, hits]);
  const selection = useSelection(tickets.map((ticket) => ticket.id));
  const began = useRef(false); // its summary stays when nothing is selected any more
  began.current ||= selection.count > 0;
  const arrived = useArrived(list.data ? loaded : null, `${most} ${key}`);
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
          api={api}
          tickets={loaded}
          filters={place.filters}
          change={(filters) => {
            setWanted(pageSize);
            go({ ...place, filters });
          }}
        />
        <SearchBar search={search} reading={reading} />
        <Notice list={list} />
        <Count list={list} arrived={arrived} />
        {began.current && (
          <Bulk api={api} tickets={tickets.filter((ticket) => selection.has(ticket.id))} none={() => selection.every(false)} go={leave} />
        )}
        {tickets.length > 0 && <SelectAll selection={selection} shown={tickets.length} />}
        {!list.data && list.refused === null && <p class="quiet">{text('loading')}</p>}
        {list.data && !hits && tickets.length === 0 && <Nothing filtered={key !== ''} />}
        <TicketList tickets={tickets} hits={hits} place={place} go={go} selection={selection} />
        {!hits && list.data?.next && (
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
