// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { spellCode, totpAddress } from '../keys';
import { passwordProblem } from '../keys/password';
import { Field, Form } from '../office/form';
import { useSpoken } from '../shared/language';
import { Qr } from './qr';

interface PasswordProps {
  name: string;
  role: string;
  opens: boolean; // this role opens what workers write
  context: string[];
  next: (password: string) => void;
}

export function Password({ name, role, opens, context, next }: PasswordProps) {
  const { text } = useSpoken();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [differ, setDiffer] = useState(false);
  const submit = () => {
    const found = passwordProblem(first, context);
    setProblem(found && text(`password_${found}`));
    setDiffer(!found && first !== second);
    if (!found && first === second) next(first);
  };
  return (
    <Form submit={submit}>
      <h2 tabIndex={-1}>{text('setup_password_title')}</h2>
      <p>{text('setup_for', { name, role })}</p>
      <p>
        {opens && text('setup_password_opens')} {text('setup_password_text')}
      </p>
      <input type="text" class="visually-hidden" tabIndex={-1} aria-hidden="true" autocomplete="username" value={name} readOnly />
      <Field id="first" type="password" label={text('setup_password_first')} hint={text('setup_password_hint')} problem={problem} value={first} change={setFirst} complete="new-password" />
      <Field id="second" type="password" label={text('setup_password_second')} problem={differ ? text('setup_password_differ') : null} value={second} change={setSecond} complete="new-password" />
      <button type="submit" class="button">
        {text('next')}
      </button>
    </Form>
  );
}

interface CodesProps {
  codes: string[];
  name: string;
  office: string;
  title?: string; // beside the page's own heading
  next: () => void;
}

export function Codes({ codes, name, office, title, next }: CodesProps) {
  const { text } = useSpoken();
  return (
    <>
      {title ? <h4>{title}</h4> : <h2 tabIndex={-1}>{text('setup_codes_title')}</h2>}
      <p class="no-print">{text('setup_codes_text')}</p>
      <div class="paper">
        {title ? <h5>{text('setup_codes_paper', { name })}</h5> : <h3>{text('setup_codes_paper', { name })}</h3>}
        {office && <p>{office}</p>}
        <ol class="groups wide-groups">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <p>{text('setup_codes_once')}</p>
      </div>
      <p class="no-print actions">
        <button type="button" class="button plain" onClick={() => window.print()}>
          {text('print')}
        </button>
        <button type="button" class="button" onClick={next}>
          {text('setup_codes_done')}
        </button>
      </p>
    </>
  );
}

// The key of an authenticator, to scan or to type.
export function Scan({ secret, name, office }: { secret: string; name: string; office: string }) {
  const { text } = useSpoken();
  return (
    <>
      <Qr text={totpAddress(secret, name, office || 'DecentWork Bot')} label={text('setup_totp_qr')} />
      <p>{text('setup_totp_by_hand')}</p>
      <p class="code" id="totp-secret">
        {secret.replace(/(....)(?=.)/g, '$1 ')}
      </p>
    </>
  );
}

interface AuthenticatorProps {
  secret: string;
  name: string;
  office: string;
  busy: boolean;
  problem: string | null;
  next: (code: string) => void;
}

export function Authenticator({ secret, name, office, busy, problem, next }: AuthenticatorProps) {
  const { text } = useSpoken();
  const [code, setCode] = useState('');
  const [empty, setEmpty] = useState(false);
  const submit = () => {
    const spelled = spellCode(code);
    setEmpty(!/^\d{6}$/.test(spelled));
    if (/^\d{6}$/.test(spelled)) next(spelled);
  };
  return (
    <Form submit={submit}>
      <h2 tabIndex={-1}>{text('setup_totp_title')}</h2>
      <p>{text('setup_totp_text')}</p>
      <Scan secret={secret} name={name} office={office} />
      <Field id="code" numeric label={text('setup_totp_code')} hint={text('setup_totp_hint')} problem={empty ? text('setup_code_wrong') : problem} value={code} change={setCode} complete="one-time-code" />
      <button type="submit" class="button" disabled={busy}>
        {text(busy ? 'login_busy' : 'setup_finish')}
      </button>
    </Form>
  );
}
