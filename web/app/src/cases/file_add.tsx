// SPDX-License-Identifier: Apache-2.0
// A file into a case. What is on its way outlives this form, a dropped line and a new sign-in; not a reload of the page.
import { useEffect, useState } from 'preact/hooks';
import type { Reading } from '../inbox/words';
import { fromBase64 } from '../keys';
import { Field, Form } from '../office/form';
import type { Case } from './data';
import { Upload } from './file_seal';
import { useFileText } from './file_strings';
import { useFileProblem } from './files';
import type { CaseFile, FileList } from './files';

const onTheWay: Upload[] = [];

function forget(upload: Upload) {
  const at = onTheWay.indexOf(upload);
  if (at >= 0) onTheWay.splice(at, 1);
}

interface Props {
  reading: Reading;
  of: Case;
  list: FileList;
  replaces: CaseFile | null;
  done: () => void;
}

function useSending({ reading, done }: Props) {
  const text = useFileText();
  const say = useFileProblem();
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const send = (upload: Upload) => {
    const office = fromBase64(reading.officer.session.office_keys.find((key) => key.current)?.public_key ?? '');
    if (office?.length !== 32) {
      if (!upload.begun) forget(upload);
      return setProblem(text('p_key'));
    }
    setProblem(null);
    setBusy(text('checking'));
    upload
      .run(reading.api, office, (sent, all) => setBusy(text('sending', { done: sent, all })))
      .then(
        () => {
          forget(upload);
          done();
        },
        (error: unknown) => {
          // Before the service knows of it there is nothing to go on with.
          if (!upload.begun) forget(upload);
          setProblem(say(error, 'p_line'));
        },
      )
      .finally(() => setBusy(''));
  };
  return { busy, problem, setProblem, send };
}

function Stopped({ upload, reading, go_on, gone }: { upload: Upload; reading: Reading; go_on: () => void; gone: () => void }) {
  const text = useFileText();
  const giveUp = () => {
    forget(upload);
    upload.giveUp(reading.api).then(gone, gone); // where the line is down, the nightly job deletes it
  };
  return (
    <div class="notice">
      <p dir="auto">{text('stopped', { note: upload.note, done: upload.done, all: upload.all })}</p>
      <p class="actions start">
        <button type="button" class="button small" onClick={go_on}>
          {text('go_on')}
        </button>
        <button type="button" class="button plain small" onClick={giveUp}>
          {text('give_up')}
        </button>
      </p>
    </div>
  );
}

export function AddFile(props: Props) {
  const { reading, of, list, replaces, done } = props;
  const text = useFileText();
  const say = useFileProblem();
  const { busy, problem, setProblem, send } = useSending(props);
  const [file, setFile] = useState<File | null>(null);
  const [note, setNote] = useState('');
  const [open, setOpen] = useState(Boolean(replaces));
  const [, redraw] = useState(0);
  const stopped = onTheWay.find((upload) => upload.caseId === of.id);
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    if (busy) window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [Boolean(busy)]);
  const submit = () => {
    const why = note.trim();
    if (!file) return setProblem(text('p_choose'));
    if (why.length < 3 || why.length > 500) return setProblem(text('p_note'));
    const upload = new Upload(of.id, file, why, replaces?.id ?? '');
    try {
      upload.check(list);
    } catch (error) {
      return setProblem(say(error, 'p_line'));
    }
    onTheWay.push(upload);
    send(upload);
  };
  const trouble = (
    <>
      <p role="status">{busy}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
  if (stopped && !busy)
    return (
      <>
        {trouble}
        <Stopped upload={stopped} reading={reading} go_on={() => send(stopped)} gone={() => redraw((n) => n + 1)} />
      </>
    );
  return (
    <details class="no-print" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{replaces ? text('add_version', { number: replaces.number }) : text('add')}</summary>
      <Form submit={submit}>
        <div class="field">
          <label for="file-choose">{text('choose')}</label>
          <p class="hint" id="file-choose-hint">
            {text('choose_hint', { mib: Math.floor(list.file_bytes / 1048576) })}
          </p>
          <input id="file-choose" type="file" accept=".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf" aria-describedby="file-choose-hint" disabled={Boolean(busy)} onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)} />
        </div>
        <Field id="file-note" label={text('note')} hint={text('note_hint')} value={note} change={setNote} />
        {trouble}
        <p class="actions start">
          <button type="submit" class="button small" disabled={Boolean(busy)}>
            {text('send')}
          </button>
          {replaces && (
            <button type="button" class="button plain small" disabled={Boolean(busy)} onClick={done}>
              {text('cancel')}
            </button>
          )}
        </p>
      </Form>
    </details>
  );
}
