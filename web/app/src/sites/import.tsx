// SPDX-License-Identifier: Apache-2.0
// /sites/import: the office's spreadsheet becomes the register, in two steps: a look, then the import of what was seen.
import '../shared/base';
import { useEffect, useState } from 'preact/hooks';
import type { Go } from '../cases/inside';
import { Inside } from '../cases/inside';
import { refusalText } from '../office/form';
import { Refused } from '../shared/api';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { theLive } from '../shared/live';
import { Drop, upload } from '../shared/upload';
import { useImportText } from './import_strings';
import { Found } from './import_found';
import type { Look } from './import_found';

const maxBytes = 4 << 20;
const base = '/api/v1/site-imports';

interface Chosen {
  name: string;
  bytes: Blob; // a copy: what is imported is what was looked at, whatever is saved over the file meanwhile
}
interface Looked {
  file: Chosen;
  look: Look;
  at: number; // a later look is another
}
interface Done {
  added: number;
  changed: number;
}

// Why the import brought nothing; a conflict has its own way on.
function Problem({ problem, again }: { problem: string; again: (() => void) | null }) {
  const text = useImportText();
  return (
    <div class="problem" role="alert">
      <p>{problem}</p>
      {again && (
        <button type="button" class="button plain small" onClick={again}>
          {text('look_again')}
        </button>
      )}
    </div>
  );
}

export function Import({ api, go }: { api: Api; go: Go }) {
  const { text: plain } = useSpoken();
  const text = useImportText();
  const [looked, setLooked] = useState<Looked | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState('');
  const [stale, setStale] = useState(false);
  useEffect(() => {
    document.title = text('title');
  }, []);
  const fail = (error: unknown) => {
    const status = error instanceof Refused ? error.status : -1;
    setStale(status === 409);
    if (status === 409) setProblem(text('conflict'));
    else if (status === 403) setProblem(text('denied'));
    else setProblem(status === 413 ? text('too_large') : refusalText(plain, error, 'login_ended'));
  };
  const begin = () => {
    setProblem('');
    setStale(false);
    setDone(null);
  };
  const send = async <Body,>(path: string, bytes: Blob, tag?: string) => {
    try {
      const { csrf } = await api.session();
      const progress = (part: number) => setBusy(part < 1 ? text('sending', { n: Math.round(part * 100) }) : text('reading'));
      return await upload<Body>(path, bytes, csrf, 'json', progress, tag);
    } finally {
      setBusy('');
    }
  };
  const look = async (file: Chosen) => {
    begin();
    setLooked(null);
    setLooked({ file, look: await send<Look>(`${base}/preview`, file.bytes), at: performance.now() });
  };
  const take = async (file: File) => {
    begin();
    setLooked(null);
    if (file.size > maxBytes) throw new Refused(413);
    await look({ name: file.name, bytes: new Blob([await file.arrayBuffer()]) });
  };
  const write = async ({ file, look: { tag } }: Looked) => {
    begin();
    setDone(await send<Done>(base, file.bytes, tag));
    setLooked(null);
    theLive().touched();
  };
  return (
    <>
      <p>
        <Inside to="/sites" go={go}>
          {text('back')}
        </Inside>
      </p>
      <h2>{text('title')}</h2>
      <p>{text('lead')}</p>
      <p class="hint">{text('columns')}</p>
      <p>
        <a href="/api/v1/sites/register?format=xlsx" download="workplaces.xlsx">
          {text('get')}
        </a>
      </p>
      <Drop lead={text('drop')} choose={text('choose')} accept=".xlsx,.xlsm,.csv,.txt,.tsv" take={(file) => void take(file).catch(fail)} busy={busy}>
        <p class="hint">{text('kinds')}</p>
      </Drop>
      {problem && <Problem problem={problem} again={stale && looked ? () => void look(looked.file).catch(fail) : null} />}
      {done && (
        <p class="notice good" role="status">
          {text('done', { added: done.added, changed: done.changed })}
        </p>
      )}
      {looked && <Found key={looked.at} name={looked.file.name} look={looked.look} busy={busy !== '' || stale} confirm={() => void write(looked).catch(fail)} />}
    </>
  );
}
