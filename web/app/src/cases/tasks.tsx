// SPDX-License-Identifier: Apache-2.0
// What is still to do in a case: planned visits, measures and deadlines that are open, by the day when they are due.
import { dayOnly } from '../inbox/format';
import { useSpoken } from '../shared/language';
import { titleOf } from './data';
import type { Case, Entry, Profile } from './data';
import { coded, useCaseText } from './strings';
import { entryAnchor } from './timeline';

const open: Record<string, string> = { visit: 'planned', action: 'open', deadline: 'open' };

export const openTasks = (timeline: Entry[]): Entry[] =>
  timeline.filter((entry) => open[entry.kind] !== undefined && entry.status === open[entry.kind]).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

// Today where the browser stands, as the days of a case are written.
function today(): string {
  const now = new Date();
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
}

export function Tasks({ of, profile }: { of: Case; profile: Profile }) {
  const { lang } = useSpoken();
  const text = useCaseText();
  const tasks = openTasks(of.timeline);
  const now = today();
  if (tasks.length === 0) return <p>{text('tasks_none')}</p>;
  return (
    <ul class="tasks">
      {tasks.map((task) => (
        <li key={task.id} class={task.on && task.on < now ? 'over' : ''}>
          <a href={`#${entryAnchor(task)}`}>
            <b>{coded(text, 'e', task.kind)}</b>
          </a>{' '}
          {task.on && (task.kind === 'visit' ? dayOnly(task.on, lang) : text('clock_until', { day: dayOnly(task.on, lang) }))}
          {task.on && task.on < now ? ` (${text('clock_late')})` : ''}
          {task.code && <span class="hint"> {titleOf(profile.measures, task.code)}</span>}
          {task.text && (
            <span class="task-text" dir="auto">
              {task.text}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
