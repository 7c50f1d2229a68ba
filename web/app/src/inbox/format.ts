// SPDX-License-Identifier: Apache-2.0
import type { TicketSummary } from '../shared/api';

// The service orders by class and week, and keeps no finer time in its order; within these the soonest due comes first.
export function soonestFirst(tickets: TicketSummary[]): TicketSummary[] {
  const groups = new Map<string, TicketSummary[]>();
  for (const ticket of tickets) {
    const key = `${ticket.state === 'closed'} ${ticket.severity} ${ticket.week}`;
    groups.set(key, [...(groups.get(key) ?? []), ticket]);
  }
  const due = (ticket: TicketSummary) => (ticket.state === 'new' && ticket.clock ? Date.parse(ticket.clock.due_at) : Infinity);
  return [...groups.values()].flatMap((group) => group.sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0)));
}

import type { Lang } from '../shared/strings';

// The officer's own region for dates and times, where the browser speaks the page's language.
function localeOf(lang: Lang): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === lang && tag !== lang) ?? (lang === 'en' ? 'en-GB' : lang);
}

export function languageName(tag: string, lang: Lang): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function timeOfDay(at: Date, lang: Lang): string {
  return at.toLocaleTimeString(localeOf(lang), { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}

export function dayAndTime(at: Date, lang: Lang): string {
  return at.toLocaleString(localeOf(lang), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

// A day of the office's calendar: the same wherever the browser stands (noon in London is tomorrow in Samoa).
export function dayOnly(day: string, lang: Lang): string {
  return new Date(day).toLocaleDateString(localeOf(lang), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
}

const minute = 60000;
const hour = 60 * minute;
const day = 24 * hour;

// The days of an ISO week: "23 – 29 Nov"; the year where it is not this one.
export function weekText(week: string, lang: Lang): string {
  const [year = 0, count = 0] = week.split('-W').map(Number);
  const fourth = Date.UTC(year, 0, 4); // of January: always in the first week
  const monday = fourth + (7 * count - 6 - (new Date(fourth).getUTCDay() || 7)) * day;
  if (!monday) return week; // of an address that somebody typed
  const form: Intl.DateTimeFormatOptions = { timeZone: 'UTC', day: 'numeric', month: 'short' };
  if (year !== new Date().getFullYear()) form.year = 'numeric';
  return new Intl.DateTimeFormat(localeOf(lang), form).formatRange(monday, monday + 6 * day);
}

// "in 3 hours", "2 days ago": the largest unit that says enough.
export function distance(ms: number, lang: Lang): string {
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'always' });
  const size = Math.abs(ms);
  if (size < 90 * minute) return words.format(Math.trunc(ms / minute), 'minute');
  if (size < 48 * hour) return words.format(Math.trunc(ms / hour), 'hour');
  return words.format(Math.trunc(ms / day), 'day');
}
