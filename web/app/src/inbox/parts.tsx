// SPDX-License-Identifier: Apache-2.0
// Small pieces that the list and the detail share.
import { useSpoken } from '../shared/language';
import type { Severity, TicketSummary } from '../shared/api';
import { dayAndTime, distance } from './format';

export function Badge({ severity }: { severity: Severity }) {
  const { text } = useSpoken();
  return (
    <span class={`badge ${severity}`}>
      <b>{severity}</b> {text(`class_${severity}`)}
    </span>
  );
}

// Until when somebody decides what comes of a ticket: one in a case, or closed, has been decided.
export function Clock({ ticket: { state, clock }, long }: { ticket: Pick<TicketSummary, 'state' | 'clock'>; long?: boolean }) {
  const { lang, text } = useSpoken();
  if (state !== 'new') return null;
  if (!clock) return <span class="clock">{text('clock_none')}</span>;
  const due = new Date(clock.due_at);
  const left = due.getTime() - Date.now();
  const over = left < 0;
  return (
    <span class={over ? 'clock over' : 'clock'}>
      {over && <b>{text('clock_over')}: </b>}
      {!over && !long && `${text('clock')}: `}
      <time dateTime={clock.due_at}>{long ? `${dayAndTime(due, lang)} (${distance(left, lang)})` : distance(left, lang)}</time>
    </span>
  );
}
