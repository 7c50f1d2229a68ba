// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { dayAndTime, dayOnly } from '../inbox/format';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { issueTitle, titleOf } from './data';
import type { Case, Entry, Profile } from './data';
import { EntryForm } from './entry_form';
import { coded, useCaseText } from './strings';

export const entryAnchor = (entry: Entry) => `entry-${entry.id}`;

const editable = ['visit', 'finding', 'action', 'deadline'];

function what(text: ReturnType<typeof useCaseText>, entry: Entry, profile: Profile): string {
  const kind = entry.kind === 'assigned' && !entry.code ? 'unassigned' : entry.kind;
  const code = entry.kind === 'moved' || entry.kind === 'closed' ? titleOf(profile.transitions, entry.code) : entry.code;
  return coded(text, 'e', kind, { code });
}

// One entry in a line: what, who, when.
export function Line({ entry, profile }: { entry: Entry; profile: Profile }) {
  const { lang } = useSpoken();
  const text = useCaseText();
  const title = entry.kind === 'finding' ? issueTitle(profile, entry.code) : entry.kind === 'action' ? titleOf(profile.measures, entry.code) : '';
  return (
    <>
      <b dir="auto">{[what(text, entry, profile), title].filter(Boolean).join(': ')}</b>{' '}
      <span class="hint">
        {entry.by}, <time dateTime={entry.at}>{dayAndTime(new Date(entry.at), lang)}</time>
      </span>
    </>
  );
}

function Details({ entry, profile }: { entry: Entry; profile: Profile }) {
  const { lang } = useSpoken();
  const text = useCaseText();
  const own = [...editable, 'edited'].includes(entry.kind);
  const parts = [
    own && entry.status && coded(text, 's', entry.status),
    entry.on && (entry.kind === 'action' || entry.kind === 'deadline' ? text('clock_until', { day: dayOnly(entry.on, lang) }) : dayOnly(entry.on, lang)),
    entry.mode && coded(text, 'm', entry.mode),
    entry.announced && text('announced'),
    entry.band && `${text('workers')}: ${titleOf(profile.gained_bands, entry.band)}`,
    entry.amount > 0 && `${entry.amount.toLocaleString(lang)} ${profile.currency}`,
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 && <p class="meta-line">{parts.join(' · ')}</p>}
      {entry.text && (
        <p class="entry-text" dir="auto">
          {entry.text}
        </p>
      )}
    </>
  );
}

interface Props {
  api: Api;
  of: Case;
  profile: Profile;
  shown: (fresh: Case) => void;
  reload: () => void;
}

export function Timeline({ api, of, profile, shown, reload }: Props) {
  const text = useCaseText();
  const [editing, setEditing] = useState('');
  return (
    <ol class="timeline">
      {[...of.timeline].reverse().map((entry) => (
        <li key={entry.id} id={entryAnchor(entry)} tabIndex={-1}>
          <Line entry={entry} profile={profile} />
          {editing === entry.id ? (
            <EntryForm {...{ api, of, profile, shown, reload }} entry={entry} done={() => setEditing('')} />
          ) : (
            <>
              <Details entry={entry} profile={profile} />
              {!of.closed && editable.includes(entry.kind) && (
                <button type="button" class="button plain small no-print" onClick={() => setEditing(entry.id)} aria-label={`${text('edit')}: ${coded(text, 'e', entry.kind)}`}>
                  {text('edit')}
                </button>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}
