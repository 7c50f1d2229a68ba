// SPDX-License-Identifier: Apache-2.0
// Where the officer is, kept in the address: filters and the open ticket.
import { useEffect, useState } from 'preact/hooks';

export const filterNames = ['severity', 'topic', 'state', 'survey', 'quality', 'answered', 'site', 'district', 'language', 'week'] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;
export interface Place {
  filters: Filters;
  ticket: string | null;
}

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const filters: Filters = {};
  for (const name of filterNames) {
    const value = query.get(name);
    if (value) filters[name] = value;
  }
  return { filters, ticket: query.get('ticket') };
}

export function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  return query;
}

export function addressOf(place: Place): string {
  const query = queryOf(place.filters);
  if (place.ticket) query.set('ticket', place.ticket);
  const text = query.toString();
  return text ? `/inbox?${text}` : '/inbox';
}

// Opening a ticket is a step that the browser's Back undoes; turning a filter is not.
export function usePlace(): [Place, (next: Place) => void] {
  const [place, setPlace] = useState(() => readPlace(location.search));
  useEffect(() => {
    const moved = () => setPlace(readPlace(location.search));
    window.addEventListener('popstate', moved);
    return () => window.removeEventListener('popstate', moved);
  }, []);
  const go = (next: Place) => {
    if (next.ticket && next.ticket !== place.ticket) history.pushState(null, '', addressOf(next));
    else history.replaceState(null, '', addressOf(next));
    setPlace(next);
  };
  return [place, go];
}
