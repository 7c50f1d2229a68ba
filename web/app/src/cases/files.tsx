// SPDX-License-Identifier: Apache-2.0
// The files of a case: who added, opened and removed them, and what to do with them.
import { useState } from 'preact/hooks';
import { dayAndTime } from '../inbox/format';
import { useFresh } from '../inbox/use_tickets';
import type { Reading } from '../inbox/words';
import { Field, Form, refusalText } from '../office/form';
import { Unlock } from '../office/unlock';
import { Refused } from '../shared/api';
import { useSpoken } from '../shared/language';
import { caseRoute } from './data';
import type { Case } from './data';
import { AddFile } from './file_add';
import { FileProblem, openFile } from './file_seal';
import { useFileText } from './file_strings';

interface By {
  by: string;
  at: string;
}
export interface CaseFile extends By {
  id: string;
  number: number;
  version: number;
  note: string;
  parts: number;
  digest: string;
  replaced: boolean;
  opened: By[];
  removed: (By & { reason: string }) | null;
  may_remove: boolean;
}
export interface FileList {
  files: CaseFile[];
  file_bytes: number;
  left_bytes: number;
}

function save(name: string, content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// In words, why nothing came of it.
export function useFileProblem() {
  const { text: plain } = useSpoken();
  const text = useFileText();
  return (error: unknown, dropped: 'p_line' | 'p_open_line') => {
    if (error instanceof FileProblem) return text(error.key, error.values);
    if (error instanceof Refused && error.status === 0) return text(dropped);
    if (error instanceof Refused && error.status === 403) return error.detail;
    return refusalText(plain, error, 'login_ended');
  };
}

interface OneProps {
  reading: Reading;
  of: Case;
  file: CaseFile;
  replace: () => void;
  reload: () => void;
}

function Custody({ file }: { file: CaseFile }) {
  const { lang } = useSpoken();
  const text = useFileText();
  const at = (when: string) => dayAndTime(new Date(when), lang);
  return (
    <details>
      <summary>{text('custody', { n: file.opened.length })}</summary>
      {file.opened.length === 0 && <p>{text('custody_none')}</p>}
      <ul class="reasons">
        {file.opened.map((one) => (
          <li key={one.by + one.at}>
            {one.by}, {at(one.at)}
          </li>
        ))}
      </ul>
      <p class="hint">
        {text('digest')}: <span class="code digest">{file.digest}</span>
      </p>
    </details>
  );
}

function Removal({ reading, of, file, reload, cancel }: OneProps & { cancel: () => void }) {
  const text = useFileText();
  const say = useFileProblem();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = () => {
    setProblem(null);
    reading.api.change(`${caseRoute(of.id, '/files')}/${file.id}/remove`, { reason: reason.trim() }).then(
      () => {
        cancel();
        reload();
      },
      (error: unknown) => setProblem(say(error, 'p_open_line')),
    );
  };
  return (
    <Form submit={submit}>
      <Field id={`remove-${file.id}`} label={text('remove_reason')} hint={text('remove_hint')} problem={problem} value={reason} change={setReason} />
      <p class="actions start">
        <button type="submit" class="button small">
          {text('remove')}
        </button>
        <button type="button" class="button plain small" onClick={cancel}>
          {text('cancel')}
        </button>
      </p>
    </Form>
  );
}

function OneFile(props: OneProps) {
  const { reading, of, file, replace, reload } = props;
  const { lang } = useSpoken();
  const text = useFileText();
  const say = useFileProblem();
  const [state, setState] = useState<{ busy?: string; problem?: string; saved?: { name: string; hash: string } }>({});
  const [removing, setRemoving] = useState(false);
  const at = (when: string) => dayAndTime(new Date(when), lang);
  const open = () => {
    setState({ busy: text('opening', { done: 0, all: file.parts }) });
    openFile(reading.api, reading.officer.keys?.offices ?? new Map(), of.id, file.id, (done, all) => setState({ busy: text('opening', { done, all }) })).then(
      ({ name, hash, content }) => {
        save(name, content);
        setState({ saved: { name, hash } });
        reload();
      },
      (error: unknown) => setState({ problem: say(error, 'p_open_line') }),
    );
  };
  const titled = text(file.version > 1 || file.replaced ? 'name' : 'name_one', { number: file.number, version: file.version });
  return (
    <li class={file.removed ? 'removed' : ''}>
      <b>{titled}</b> <span dir="auto">{file.note}</span>
      <p class="meta-line">{text('added', { by: file.by, at: at(file.at) })}</p>
      {file.removed && (
        <p class="meta-line" dir="auto">
          {text('removed', { by: file.removed.by, at: at(file.removed.at), reason: file.removed.reason })}
        </p>
      )}
      {file.replaced && !file.removed && <p class="meta-line">{text('replaced')}</p>}
      {!file.removed && (
        <p class="actions start no-print">
          {reading.officer.keys && reading.officer.keys.offices.size > 0 && (
            <button type="button" class="button small" disabled={Boolean(state.busy)} aria-label={`${text('open')}: ${titled}`} onClick={open}>
              {text('open')}
            </button>
          )}
          {!of.closed && !file.replaced && (
            <button type="button" class="button plain small" aria-label={`${text('replace')}: ${titled}`} onClick={replace}>
              {text('replace')}
            </button>
          )}
          {file.may_remove && !removing && (
            <button type="button" class="button plain small" aria-label={`${text('remove')}: ${titled}`} onClick={() => setRemoving(true)}>
              {text('remove')}
            </button>
          )}
        </p>
      )}
      <div role="status">
        {state.busy && <p>{state.busy}</p>}
        {state.saved && <p class="digest">{text('saved', state.saved)}</p>}
        {state.saved && <p class="hint">{text('saved_hint')}</p>}
      </div>
      {state.problem && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      {removing && <Removal {...props} cancel={() => setRemoving(false)} />}
      <Custody file={file} />
    </li>
  );
}

// What stands in the way of opening, if something does.
function Locked({ reading }: { reading: Reading }) {
  const text = useFileText();
  const { keys, session } = reading.officer;
  if (!keys) return <Unlock session={session} opened={reading.unlocked} why={text('locked')} />;
  if (keys.offices.size === 0) return <p class="notice">{text('not_cleared')}</p>;
  return null;
}

export default function Files({ reading, of }: { reading: Reading; of: Case }) {
  const { text: plain } = useSpoken();
  const text = useFileText();
  const [round, setRound] = useState(0);
  const [added, setAdded] = useState(0);
  const [replacing, setReplacing] = useState<CaseFile | null>(null);
  const { data } = useFresh<FileList>(`${of.id} ${of.version} ${round}`, true, () => reading.api.get<FileList>(caseRoute(of.id, '/files')));
  if (!data) return <p class="quiet">{plain('loading')}</p>;
  const reload = () => setRound((n) => n + 1);
  const done = () => {
    setReplacing(null);
    setAdded((n) => n + 1);
    reload();
  };
  const there = data.files.some((file) => !file.removed);
  return (
    <>
      {data.files.length === 0 && <p>{text('none')}</p>}
      {there && <Locked reading={reading} />}
      <ul class="case-files">
        {data.files.map((file) => (
          <OneFile key={file.id} {...{ reading, of, file, reload }} replace={() => setReplacing(file)} />
        ))}
      </ul>
      {!of.closed && <AddFile key={`${replacing?.id ?? ''} ${added}`} reading={reading} of={of} list={data} replaces={replacing} done={done} />}
    </>
  );
}
