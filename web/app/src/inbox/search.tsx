// SPDX-License-Identifier: Apache-2.0
// The form of the search in words, how far it is, and what came of it.
import { useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import { Unlock } from '../office/unlock';
import { useSpoken } from '../shared/language';
import type { Opened } from './open_words';
import { useInboxText } from './strings';
import type { WordSearch } from './use_search';
import { later } from '../shared/later';
import type { Reading } from './words';

const AskColleague = later(() => import('./words').then((part) => part.AskColleague));

export const searchField = 'word-search';

function Outcome({ hits, opened }: { hits: number; opened: Opened }) {
  const { text: plain } = useSpoken();
  const text = useInboxText();
  const { tickets, done, looked_at, in_filter, closed, trouble } = opened;
  const found = text(hits > 0 ? 'search_found' : 'search_found_none', { n: hits, total: done });
  return (
    <>
      <p>{tickets === 0 ? text('search_no_words') : <b>{found}</b>}</p>
      {trouble === null && done < tickets && <p>{text('search_stopped', { n: done, total: tickets })}</p>}
      {trouble !== null && <p class="problem">{text('search_failed', { why: refusalText(plain, trouble, 'login_ended') })}</p>}
      {looked_at < in_filter && <p>{text('search_more', { n: looked_at, total: in_filter })}</p>}
      {closed > 0 && <p>{text('search_not_opened', { n: closed })}</p>}
    </>
  );
}

function Progress({ done, total, stop }: { done: number; total: number; stop: () => void }) {
  const text = useInboxText();
  const label = text('search_opening', { n: done, total });
  return (
    <div class="progress">
      <progress value={total > 0 ? done : undefined} max={Math.max(total, 1)} aria-label={label} />
      <span>{label}</span>
      <button type="button" class="button plain small" onClick={stop}>
        {text('search_stop')}
      </button>
    </div>
  );
}

// What is left to say when the search itself is no form: no key, how far, what came of it.
function State({ search, reading }: { search: WordSearch; reading: Reading }) {
  const { text: plain } = useSpoken();
  const text = useInboxText();
  const { phase, stop, end } = search;
  const { keys, session } = reading.officer;
  return (
    <>
      {phase.is === 'no_key' && !keys && <Unlock session={session} opened={reading.unlocked} why={text('search_locked')} id="unlock-search" />}
      {phase.is === 'no_key' && keys && <AskColleague api={reading.api} />}
      {phase.is === 'opening' && <Progress done={phase.done} total={phase.total} stop={stop} />}
      <div role="status">
        {phase.is === 'shown' && <Outcome hits={phase.hits.size} opened={phase.opened} />}
        {phase.is === 'failed' && <p class="problem">{refusalText(plain, phase.error, 'login_ended')}</p>}
      </div>
      {phase.is === 'shown' && (
        <button type="button" class="button plain small" onClick={end}>
          {text('search_end')}
        </button>
      )}
    </>
  );
}

export function SearchBar({ search, reading }: { search: WordSearch; reading: Reading }) {
  const text = useInboxText();
  const [typed, setTyped] = useState('');
  const hinted = search.phase.is === 'idle';
  return (
    <div role="search" class="word-search no-print">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search.begin(typed);
        }}
      >
        <label for={searchField}>{text('search')}</label>
        <div class="search-line">
          <input
            id={searchField}
            type="search"
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            dir="auto"
            aria-describedby={hinted ? `${searchField}-hint` : undefined}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit" class="button small" disabled={search.phase.is === 'opening'}>
            {text('search_button')}
          </button>
        </div>
        {hinted && (
          <p id={`${searchField}-hint`} class="hint">
            {text('search_hint')}
          </p>
        )}
      </form>
      <State search={search} reading={reading} />
    </div>
  );
}
