// SPDX-License-Identifier: Apache-2.0
// Name, role and organisation of an account: to make one, and to change one.
import { useState } from 'preact/hooks';
import { Refused } from '../shared/api';
import type { Account, Session } from '../shared/api';
import { Field, Form, refusalText } from '../office/form';
import { useSpoken } from '../shared/language';
import { codeText } from '../shared/strings';
import type { Text } from '../shared/strings';
import { useAccountText } from './account_strings';
import type { AccountKey, AccountText } from './account_strings';

export interface Facts {
  name: string;
  role: string;
  organisation: string;
}

const roles = ['officer', 'supervisor', 'author', 'administrator', 'auditor'] as const;
// As the service refuses it (ecms/access.h).
const mayGive = (session: Session) => (session.role === 'administrator' ? roles : (['officer', 'author'] as const));
export const readsTickets = (role: string) => ['officer', 'supervisor', 'administrator'].includes(role);

// What the service says in English, in the reader's language.
const known: [string, AccountKey][] = [
  ['only administrator', 'last_administrator'],
  ['own account', 'own_account'],
  ['name: there is', 'taken'],
  ['too much like', 'alike'],
  [': 1 to 64', 'name_bad'],
  ['is disabled', 'is_disabled'],
];
export function accountRefusal(say: AccountText, text: Text, error: unknown): string {
  const detail = error instanceof Refused ? error.detail : '';
  const found = known.find(([part]) => detail.includes(part));
  return found ? say(found[1]) : refusalText(text, error, 'login_ended');
}

interface Props {
  id: string; // of this form's fields
  session: Session;
  partners: string[];
  before?: Account; // null: a new one
  save: (facts: Facts) => Promise<void>; // throws what was refused: told beside the button
  cancel?: () => void;
}

export function AccountForm({ id, session, partners, before, save, cancel }: Props) {
  const say = useAccountText();
  const { text } = useSpoken();
  const [name, setName] = useState(before?.name ?? '');
  const [role, setRole] = useState(before?.role ?? 'officer');
  const [organisation, setOrganisation] = useState(before?.organisation ?? '');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await save({ name: name.trim(), role, organisation: role === 'author' ? organisation.trim() : '' });
      if (!before) {
        setName('');
        setOrganisation('');
      }
    } catch (error) {
      setProblem(accountRefusal(say, text, error));
    }
    setBusy(false);
  };
  const choices = mayGive(session) as readonly string[];
  return (
    <Form submit={() => void submit()}>
      {!before && <Field id={`${id}-name`} label={say('name')} hint={say('name_hint')} value={name} change={setName} />}
      <div class="field">
        <label for={`${id}-role`}>{say('role')}</label>
        <p id={`${id}-role-hint`} class="hint">
          {say(`means_${role}` as AccountKey)}
        </p>
        <select id={`${id}-role`} aria-describedby={`${id}-role-hint`} value={role} onChange={(event) => setRole(event.currentTarget.value)}>
          {choices.map((one) => (
            <option key={one} value={one}>
              {codeText(text, 'role', one)}
            </option>
          ))}
        </select>
      </div>
      {role === 'author' && (
        <div class="field">
          <label for={`${id}-organisation`}>{say('organisation')}</label>
          <p id={`${id}-organisation-hint`} class="hint">
            {say('organisation_hint')}
          </p>
          <input
            id={`${id}-organisation`}
            type="text"
            autocomplete="off"
            list={`${id}-partners`}
            aria-describedby={`${id}-organisation-hint`}
            value={organisation}
            onInput={(event) => setOrganisation(event.currentTarget.value)}
          />
          <datalist id={`${id}-partners`}>
            {partners.map((partner) => (
              <option key={partner} value={partner} />
            ))}
          </datalist>
        </div>
      )}
      {before && <p>{say('change_sure', { name: before.name })}</p>}
      {before?.cleared && !readsTickets(role) && <p class="notice strong">{say('change_words', { name: before.name })}</p>}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <p class="actions start">
        <button type="submit" class="button" disabled={busy}>
          {say(before ? 'change_save' : 'add_button')}
        </button>
        {cancel && (
          <button type="button" class="button plain" onClick={cancel}>
            {say('cancel')}
          </button>
        )}
      </p>
    </Form>
  );
}
