// SPDX-License-Identifier: Apache-2.0
// How the feed to another system stands, with what was given up; and tickets as a table.
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import * as strings from '../shared/feed_strings';
import { learn } from '../shared/strings';
import { Field, refusalText } from './form';

learn(strings);

interface Feed {
  on: boolean;
  queued: number;
  dead: { id: string; type: string; attempts: number; error: string }[];
}

export function FeedPanel({ api }: { api: Api }) {
  const { text } = useSpoken();
  const [feed, setFeed] = useState<Feed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = () =>
    api
      .get<Feed>('/api/v1/feed')
      .then(setFeed)
      .catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')));
  useEffect(() => {
    void load();
  }, [api]);
  if (!feed?.on) return null;
  const replay = (id: string) => {
    setProblem(null);
    api
      .change(`/api/v1/feed/events/${encodeURIComponent(id)}/replay`)
      .catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')))
      .then(load);
  };
  return (
    <section aria-labelledby="feed-title">
      <h3 id="feed-title">{text('feed_title')}</h3>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <p>{text('feed_queued', { n: feed.queued })}</p>
      {feed.dead.length > 0 && <p class="notice">{text('feed_dead')}</p>}
      <ul class="accounts">
        {feed.dead.map(({ id, type, attempts, error }) => (
          <li key={id}>
            <span>{text('feed_dead_one', { type, attempts, error })}</span>
            <button type="button" class="button plain small" onClick={() => replay(id)}>
              {text('feed_replay')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

// ISO 8601: the year and the week of its Thursday.
function weekOf(day: Date): string {
  const thursday = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 4 - (day.getDay() || 7));
  const days = Math.round((thursday.getTime() - new Date(thursday.getFullYear(), 0, 1).getTime()) / 86400000);
  return `${thursday.getFullYear()}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

export function Tables() {
  const { text } = useSpoken();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const wrong = (week: string) => (/^(\d{4}-W\d{2})?$/i.test(week.trim()) ? null : text('export_week_bad'));
  const hold = (event: Event) => {
    if (wrong(from) || wrong(to)) event.preventDefault();
  };
  const address = (format: string) => {
    const query = new URLSearchParams({ format });
    if (from.trim()) query.set('from', from.trim().toUpperCase());
    if (to.trim()) query.set('to', to.trim().toUpperCase());
    return `/api/v1/tickets/export?${query}`;
  };
  return (
    <section aria-labelledby="export-title">
      <h3 id="export-title">{text('export_title')}</h3>
      <p class="hint">{text('export_hint')}</p>
      <Field id="export-from" label={text('export_from')} hint={text('export_week', { week: weekOf(new Date()) })} problem={wrong(from)} value={from} change={setFrom} />
      <Field id="export-to" label={text('export_to')} problem={wrong(to)} value={to} change={setTo} />
      <p class="actions start">
        <a class="button small" href={address('csv')} download onClick={hold}>
          CSV
        </a>
        <a class="button plain small" href={address('xlsx')} download onClick={hold}>
          XLSX
        </a>
      </p>
    </section>
  );
}
