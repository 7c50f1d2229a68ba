// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { LanguagePicker, useSpoken } from '../shared/language';
import { Field, Form, refusalText } from './form';
import { fetchKeysEarly, signIn } from './officer';
import type { Officer } from './officer';

interface Props {
  demo: boolean; // offers the made-up officer of script/demo
  ended: boolean; // a session was there and has ended
  entered: (officer: Officer) => void;
}

const enterDemo = () => import('./demo_part').then((part) => part.enterDemo());

export function Login({ demo: isDemo, ended, entered }: Props) {
  const { text } = useSpoken();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const before = document.title; // of the page below, where a session has ended
    document.title = text('sign_in_title');
    setTimeout(fetchKeysEarly); // after the form is drawn
    if (isDemo && location.hash === '#demo') {
      history.replaceState(null, '', location.pathname);
      enter(enterDemo, true);
    }
    return () => {
      document.title = before;
    };
  }, []);
  const enter = (how: () => Promise<Officer>, byDemo = false) => {
    setBusy(true);
    setProblem(null);
    how().then(entered, (error: unknown) => {
      setProblem(refusalText(text, error, byDemo ? 'login_demo_wait' : 'login_wrong'));
      setCode('');
      setBusy(false);
      document.getElementById('password')?.focus();
    });
  };
  const submit = () => {
    if (!name.trim() || !password || !code.trim()) setProblem(text('login_empty'));
    else enter(() => signIn(name.trim(), password, code));
  };
  return (
    <>
      <header class="bar">
        <h1>DecentWork Bot</h1>
        <LanguagePicker />
      </header>
      <main class="sheet">
        <h2>{text('sign_in_title')}</h2>
        {ended && <p class="notice">{text('login_ended')}</p>}
        {isDemo && (
          <div class="aside">
            <p>{text('login_demo_text')}</p>
            <button type="button" class="button plain" disabled={busy} onClick={() => enter(enterDemo, true)}>
              {text('login_demo_button')}
            </button>
          </div>
        )}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <Form submit={submit}>
          <Field id="name" label={text('login_name')} value={name} change={setName} complete="username" />
          <Field id="password" type="password" label={text('login_password')} value={password} change={setPassword} complete="current-password" />
          <Field id="code" label={text('login_code')} hint={text('login_code_hint')} value={code} change={setCode} complete="one-time-code" />
          <button type="submit" class="button" disabled={busy}>
            {text(busy ? 'login_busy' : 'sign_in_button')}
          </button>
        </Form>
        <p class="hint below">{text('login_lost')}</p>
      </main>
    </>
  );
}
