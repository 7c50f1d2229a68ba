// SPDX-License-Identifier: Apache-2.0
// After a reload the session goes on, but the keys are gone: the password opens them again.
import { useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { Field, Form, refusalText } from './form';
import { openKeys, WrongPassword } from './officer';
import type { Keys } from './officer';
import type { Session } from '../shared/api';

// `id`: of the field, where a page may show two.
export function Unlock({ session, opened, why, id = 'unlock' }: { session: Session; opened: (keys: Keys) => void; why: string; id?: string }) {
  const { text } = useSpoken();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (!session.sealed_private_key) return <p>{text('words_by_token')}</p>;
  const submit = () => {
    setBusy(true);
    setProblem(null);
    openKeys(session, password).then(opened, (error: unknown) => {
      setProblem(error instanceof WrongPassword ? text('unlock_wrong') : refusalText(text, error, 'login_wrong'));
      setBusy(false);
    });
  };
  return (
    <Form submit={submit}>
      <p>{why}</p>
      <input type="text" class="visually-hidden" tabIndex={-1} aria-hidden="true" autocomplete="username" value={session.name} readOnly />
      <Field id={id} type="password" label={text('login_password')} problem={problem} value={password} change={setPassword} complete="current-password" />
      <button type="submit" class="button plain" disabled={busy}>
        {text(busy ? 'login_busy' : 'unlock_button')}
      </button>
    </Form>
  );
}
