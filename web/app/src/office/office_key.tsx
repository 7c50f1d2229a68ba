// SPDX-License-Identifier: Apache-2.0
// Whether this officer can open words, and the ways to get there: make the key, bring the one of the command line, be let in,
// come back by the recovery sheet.
import { useState } from 'preact/hooks';
import { fromBase64, openByRecovery, readRecoveryKey, registerOffice, sealOfficeTo } from '../keys';
import type { NewOffice } from '../keys';
import type { Api, Session } from '../shared/api';
import { useSpoken } from '../shared/language';
import { Field, Form, refusalText } from './form';
import type { Keys, Officer } from './officer';
import { RecoverySheet } from './sheet';
import { Unlock } from './unlock';

export interface DeskProps {
  api: Api;
  officer: Officer;
  officeName: string;
  changed: (keys?: Keys) => Promise<void>; // asks for the session again, with these keys
}

// `bring`: the configuration names a key, whose private half lies in office.key.
function MakeKey({ api, officer, officeName, changed, bring, replaces }: DeskProps & { bring: boolean; replaces?: boolean }) {
  const { text } = useSpoken();
  const [made, setMade] = useState<NewOffice | null>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const keys = officer.keys;
  if (!keys) return null;
  const begin = () => {
    const given = bring ? fromBase64(typed) : undefined;
    if (bring && given?.length !== 32) setProblem(text('office_bring_wrong'));
    else setMade(registerOffice(keys.me.publicKey, given ?? undefined));
  };
  const register = () => {
    if (!made) return;
    setBusy(true);
    api.change('/api/v1/office-keys', made.request).then(
      () => changed(keys),
      (error: unknown) => {
        setProblem(refusalText(text, error, 'login_ended'));
        setBusy(false);
      },
    );
  };
  if (made) return <RecoverySheet made={made} officeName={officeName} problem={problem} busy={busy} confirmed={register} />;
  return (
    <Form submit={begin}>
      <p>{text(bring ? 'office_bring_text' : replaces ? 'office_replace_text' : 'office_make_text')}</p>
      {bring && <Field id="office-key" type="password" label={text('office_bring_label')} problem={problem} value={typed} change={setTyped} />}
      <button type="submit" class="button">
        {text(bring ? 'office_bring_button' : 'office_make_button')}
      </button>
    </Form>
  );
}

function Recover({ api, officer, changed }: DeskProps) {
  const { text } = useSpoken();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [older, setOlder] = useState('');
  const { keys, session } = officer;
  if (!keys) return null;
  const submit = async () => {
    const read = readRecoveryKey(typed);
    if ('wrongGroup' in read) {
      setProblem(text(read.wrongGroup ? 'recover_group' : 'recover_length', { n: read.wrongGroup }));
      return;
    }
    // A sheet belongs to one office key; an older one still opens what was sealed to it.
    for (const key of session.office_keys) {
      const office = openByRecovery(read.secret, key.public_key, key.sealed_to_recovery);
      if (!office) continue;
      const share = { account: session.account, key_id: key.key_id, sealed: sealOfficeTo(keys.me.publicKey, office) };
      try {
        await api.change('/api/v1/office-keys/shares', share);
        await changed(keys);
        setTyped('');
        setProblem(null);
        setOlder(key.current ? '' : key.key_id);
      } catch (error) {
        setProblem(refusalText(text, error, 'login_ended'));
      }
      return;
    }
    setProblem(text('recover_other'));
  };
  return (
    <details class="more-ways">
      <summary>{text('recover_title')}</summary>
      {older && (
        <p class="notice" role="status">
          {text('recover_older', { id: older })}
        </p>
      )}
      <Form submit={() => void submit()}>
        <Field id="recovery" label={text('recover_label')} hint={text('recover_hint')} problem={problem} value={typed} change={setTyped} />
        <button type="submit" class="button plain">
          {text('recover_button')}
        </button>
      </Form>
    </details>
  );
}

export function mayReplace(session: Session): boolean {
  return session.role === 'supervisor' || session.role === 'administrator';
}

export function OfficeKeyPanel(props: DeskProps) {
  const { text } = useSpoken();
  const { session, keys } = props.officer;
  const [registered, setRegistered] = useState(false);
  const current = session.office_keys.find((key) => key.current);
  const changed = async (fresh?: Keys) => {
    setRegistered(true);
    await props.changed(fresh);
  };
  let body;
  if (!session.may_read_tickets) body = <p>{text('office_not_role')}</p>;
  else if (!keys) body = <Unlock session={session} why={text('unlock_why')} opened={(opened) => void props.changed(opened)} />;
  else if (session.warnings.includes('no_office_key')) body = <MakeKey {...props} changed={changed} bring={false} />;
  else if (!current) body = <MakeKey {...props} bring />;
  else if (!keys.offices.has(current.key_id))
    body = (
      <>
        <p>{text('office_ask')}</p>
        <Recover {...props} />
      </>
    );
  else
    body = (
      <>
        <p>{text('office_cleared', { id: current.key_id })}</p>
        {mayReplace(session) && (
          <details class="more-ways" key={current.key_id}>
            <summary>{text('office_replace')}</summary>
            <MakeKey {...props} changed={changed} bring={false} replaces />
          </details>
        )}
      </>
    );
  return (
    <section aria-labelledby="office-key-title">
      <h3 id="office-key-title">{text('office_title')}</h3>
      {registered && (
        <p class="notice strong" role="status">
          {text('office_registered')}
        </p>
      )}
      {body}
    </section>
  );
}

// The private halves that `keys` holds, sealed to a colleague: one request a key.
export function sharesFor(publicKey: string, account: string, keys: Keys) {
  const colleague = fromBase64(publicKey);
  if (!colleague || colleague.length !== 32) return [];
  return [...keys.offices].map(([key_id, office]) => ({ account, key_id, sealed: sealOfficeTo(colleague, office) }));
}

