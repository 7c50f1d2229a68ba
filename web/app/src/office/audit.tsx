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
  entries: Entry[];
  next: number | null;
  intact: boolean;
  first_broken: number | null;
}

// Who is no person, and what an entry is about: an id by its beginning, the weeks of a table whole.
const others: Record<string, Key> = { 'command line': 'audit_by_command_line', system: 'audit_by_system' };
const about = (object: string) => (object === '..' ? '–' : object.length > 20 ? object.slice(0, 12) : object);

async function readAll(api: Api): Promise<Page> {
  const all: Entry[] = [];
  let after = 0;
  for (;;) {
    const page: Page = await api.get<Page>(`/api/v1/audit?limit=200&after=${after}`);
    all.push(...page.entries);
    if (!page.next) return { ...page, entries: all.reverse() };
    after = page.next;
  }
}

export function Audit({ api }: { api: Api }) {
  const { lang, text } = useSpoken();
  const [page, setPage] = useState<Page | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [shown, setShown] = useState(100);
  useEffect(() => {
    document.title = text('audit_title');
    readAll(api).then(setPage, (error: unknown) => setProblem(refusalText(text, error, 'login_ended')));
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
      {page && !page.intact && (
        <p class="notice strong" role="alert">
          {text('audit_broken', { n: page.first_broken ?? '?' })}
        </p>
      )}
      {page?.intact && <p class="notice good">{text('audit_intact', { n: page.entries.length })}</p>}
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
              {page.entries.slice(0, shown).map((entry) => (
                <tr key={entry.number}>
                  <td>{when.format(new Date(entry.at))}</td>
                  <td dir="auto">{by(entry.actor)}</td>
                  <td dir="auto">
                    {codeText(text, 'audit', entry.action.replace(/\W/g, '_'))}
                    {entry.detail && <span class="hint"> {entry.detail}</span>}
                  </td>
                  <td class="code">{about(entry.object)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {page && page.entries.length > shown && (
        <button type="button" class="button plain more" onClick={() => setShown(shown + 100)}>
          {text('more')}
        </button>
      )}
    </main>
  );
}
