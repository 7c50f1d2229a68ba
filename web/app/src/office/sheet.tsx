// SPDX-License-Identifier: Apache-2.0
// The recovery sheet: printed, put away, and one of its groups typed back before the key it opens is registered.
import { useMemo, useState } from 'preact/hooks';
import { keyId } from '../keys';
import type { NewOffice } from '../keys';
import { useSpoken } from '../shared/language';
import { Field, Form } from './form';

interface Props {
  made: NewOffice;
  officeName: string;
  problem: string | null;
  busy: boolean;
  confirmed: () => void;
}

export function RecoverySheet({ made, officeName, problem, busy, confirmed }: Props) {
  const { text } = useSpoken();
  const asked = useMemo(() => (made.office.publicKey[0] ?? 0) % made.sheet.length, [made]);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = () => {
    const right = typed.trim().toUpperCase() === made.sheet[asked];
    setWrong(!right);
    if (right) confirmed();
  };
  return (
    <div>
      <div class="paper" role="group" aria-label={text('sheet_title')}>
        <h3>{text('sheet_title')}</h3>
        {officeName && <p>{officeName}</p>}
        <ol class="groups" aria-label={text('sheet_key')}>
          {made.sheet.map((group, at) => (
            <li key={at}>{group}</li>
          ))}
        </ol>
        <p>{text('sheet_id', { id: keyId(made.office.publicKey) })}</p>
        <p>{text('sheet_text')}</p>
      </div>
      <p class="no-print">
        <button type="button" class="button plain" onClick={() => window.print()}>
          {text('print')}
        </button>
      </p>
      <Form submit={submit}>
        <Field
          id="group"
          label={text('sheet_type', { n: asked + 1 })}
          hint={text('sheet_type_hint')}
          problem={wrong ? text('sheet_type_wrong') : problem}
          value={typed}
          change={setTyped}
        />
        <button type="submit" class="button" disabled={busy}>
          {text('sheet_done')}
        </button>
      </Form>
    </div>
  );
}
