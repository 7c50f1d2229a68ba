// SPDX-License-Identifier: Apache-2.0
// Who opened, exported or changed what, as an auditor reads it.
import { useEffect, useState } from 'preact/hooks';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import '../shared/base';
import * as strings from '../shared/audit_strings';
import { codeText, learn } from '../shared/strings';
import type { Key } from '../shared/strings';
import { refusalText } from './form';

learn(strings);

interface Entry {
  number: number;
  at: string;
  actor: string;
  action: string;
  object: string;
  detail: string;
}
interface Page {
  entries: Entry[]; // newest first
  next: number | null;
  chain: { entries: number; first_broken: number | null } | null; // of the first page
}

// Who is no person, and what an entry is about: an id by its beginning, the weeks of a table whole.
const others: Record<string, Key> = { 'command line': 'audit_by_command_line', system: 'audit_by_system' };
const about = (object: string) => (object === '..' ? '–' : object.length > 20 ? object.slice(0, 12) : object);

export function Audit({ api }: { api: Api }) {
  const { lang, text } = useSpoken();
  const [page, setPage] = useState<Page | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [names, setNames] = useState(new Map<string, string>()); // of accounts, by id
  const more = (seen: Page | null) => {
    setBusy(true);
    api
      .get<Page>(`/api/v1/audit?limit=100${seen ? `&before=${seen.next}` : ''}`)
      .then((next) => setPage(seen ? { ...next, entries: [...seen.entries, ...next.entries], chain: seen.chain } : next))
      .catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')))
      .finally(() => setBusy(false));
  };
  useEffect(() => {
    document.title = text('audit_title');
    more(null);
    api.accounts().then(({ accounts }) => setNames(new Map(accounts.map((one) => [one.id, one.name]))), () => undefined);
  }, [api]);
  const by = (actor: string) => {
    const key = others[actor];
    return key ? text(key) : actor;
  };
  const when = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <main class="sheet wide">
      <h2>{text('audit_title')}</h2>
      <p>{text('audit_text')}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {!page && !problem && <p>{text('loading')}</p>}
      {page?.chain?.first_broken != null && (
        <p class="notice strong" role="alert">
          {text('audit_broken', { n: page.chain.first_broken })}
        </p>
      )}
      {page?.chain?.first_broken === null && <p class="notice good">{text('audit_intact', { n: page.chain.entries })}</p>}
      {page && (
        <div class="scroll" tabIndex={0} role="region" aria-label={text('audit_title')}>
          <table class="audit">
            <thead>
              <tr>
                <th scope="col">{text('audit_when')}</th>
                <th scope="col">{text('audit_who')}</th>
                <th scope="col">{text('audit_what')}</th>
                <th scope="col">{text('audit_on')}</th>
              </tr>
            </thead>
            <tbody>
              {page.entries.map((entry) => (
                <tr key={entry.number}>
                  <td>{when.format(new Date(entry.at))}</td>
                  <td dir="auto">{by(entry.actor)}</td>
                  <td dir="auto">
                    {codeText(text, 'audit', entry.action.replace(/\W/g, '_'))}
                    {entry.detail && <span class="hint"> {entry.detail}</span>}
                  </td>
                  <td dir="auto" class={names.has(entry.object) ? undefined : 'code'}>
                    {names.get(entry.object) ?? about(entry.object)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page?.next != null && (
        <button type="button" class="button plain more" disabled={busy} onClick={() => more(page)}>
          {text('more')}
        </button>
      )}
    </main>
  );
}
