// SPDX-License-Identifier: Apache-2.0
// One's own ways in: another telephone, other recovery codes. Password and a code are asked for once more.
import { useState } from 'preact/hooks';
import { newRecoveryCodes, newTotpSecret, recoveryCodeHash, spellCode } from '../keys';
import { Field, Form, refusalText } from '../office/form';
import { proofOf } from '../office/officer';
import { Codes, Scan } from '../setup/steps';
import { Refused } from '../shared/api';
import type { Api, Session } from '../shared/api';
import { useSpoken } from '../shared/language';
import { useAccountText } from './account_strings';

interface Props {
  api: Api;
  session: Session;
  office: string;
}

function useProof(session: Session) {
  const say = useAccountText();
  const { text } = useSpoken();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // `send` gets what the service wants to see; true: done.
  const run = async (filled: boolean, send: (proof: { login_secret: string; code: string }) => Promise<void>): Promise<boolean> => {
    if (!filled || !password || !code.trim()) {
      setProblem(say('fill_all'));
      return false;
    }
    setBusy(true);
    setProblem(null);
    try {
      await send(await proofOf(session.name, password, code));
      return true;
    } catch (error) {
      const status = error instanceof Refused ? error.status : -1;
      const detail = error instanceof Refused ? error.detail : '';
      if (detail.includes('totp_code')) setProblem(say('new_code_wrong'));
      else if (status === 403) setProblem(say('proof_wrong'));
      else if (status === 409) setProblem(say('proof_used'));
      else setProblem(refusalText(text, error, 'login_ended'));
      return false;
    } finally {
      setBusy(false);
    }
  };
  const fields = (id: string) => (
    <>
      <input type="text" class="visually-hidden" tabIndex={-1} aria-hidden="true" autocomplete="username" value={session.name} readOnly />
      <Field id={`${id}-password`} type="password" label={text('login_password')} value={password} change={setPassword} complete="current-password" />
      <Field id={`${id}-old`} label={say('phone_old_code')} hint={say('phone_old_hint')} value={code} change={setCode} complete="one-time-code" />
    </>
  );
  return { fields, run, problem, busy };
}

function Telephone({ api, session, office, done }: Props & { done: () => void }) {
  const say = useAccountText();
  const { text } = useSpoken();
  const [secret] = useState(newTotpSecret);
  const [fresh, setFresh] = useState('');
  const { fields, run, problem, busy } = useProof(session);
  const submit = async () => {
    const totp_code = spellCode(fresh);
    if (await run(totp_code !== '', (proof) => api.change('/api/v1/session/authenticator', { ...proof, totp_secret: secret, totp_code }, 'PUT'))) done();
  };
  return (
    <Form submit={() => void submit()}>
      <p>{say('phone_lead')}</p>
      <Scan secret={secret} name={session.name} office={office} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {fields('phone')}
      <Field id="phone-new" numeric label={say('phone_new_code')} value={fresh} change={setFresh} />
      <button type="submit" class="button" disabled={busy}>
        {busy ? text('login_busy') : say('phone_finish')}
      </button>
    </Form>
  );
}

function NewCodes({ api, session, office, done }: Props & { done: () => void }) {
  const say = useAccountText();
  const { text } = useSpoken();
  const [codes] = useState(newRecoveryCodes);
  const [onPaper, setOnPaper] = useState(false);
  const { fields, run, problem, busy } = useProof(session);
  const submit = async () => {
    const recovery_code_hashes = codes.map(recoveryCodeHash);
    if (await run(true, (proof) => api.change('/api/v1/session/recovery-codes', { ...proof, recovery_code_hashes }, 'PUT'))) done();
  };
  if (!onPaper) return <Codes codes={codes} name={session.name} office={office} title={say('codes_title')} next={() => setOnPaper(true)} />;
  return (
    <Form submit={() => void submit()}>
      <p>{say('codes_after')}</p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {fields('codes')}
      <button type="submit" class="button" disabled={busy}>
        {busy ? text('login_busy') : say('codes_finish')}
      </button>
    </Form>
  );
}

const kinds = { phone: Telephone, codes: NewCodes };

export function WaysIn(props: Props) {
  const say = useAccountText();
  const [open, setOpen] = useState<keyof typeof kinds | null>(null);
  const [done, setDone] = useState<'phone_done' | 'codes_done' | null>(null);
  if (!props.session.public_key) return null; // an API token has none
  const Open = open && kinds[open];
  return (
    <section aria-labelledby="ways-title">
      <h3 id="ways-title">{say('ways_title')}</h3>
      <p>{say('ways_text')}</p>
      <p role="status" class={done ? 'notice good' : undefined}>
        {done && say(done)}
      </p>
      <p class="actions start">
        {(['phone', 'codes'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            class="button plain"
            aria-expanded={open === kind}
            onClick={() => {
              setDone(null);
              setOpen(open === kind ? null : kind);
            }}
          >
            {say(kind)}
          </button>
        ))}
      </p>
      {Open && (
        <div class="aside">
          <Open
            {...props}
            done={() => {
              setOpen(null);
              setDone(`${open}_done` as const);
            }}
          />
        </div>
      )}
    </section>
  );
}
