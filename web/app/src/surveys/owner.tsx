// SPDX-License-Identifier: Apache-2.0
// Whose a survey is, and giving it to another organisation.
import { useState } from 'preact/hooks';
import { Form, refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { give } from './api';
import type { Survey } from './api';
import { useSay } from './texts';

interface Props {
  api: Api;
  survey: Survey;
  may: boolean;
  changed: () => void;
}

export function Owner({ api, survey, may, changed }: Props) {
  const say = useSay();
  const { text } = useSpoken();
  const [partners, setPartners] = useState<string[]>([]);
  const [chosen, setChosen] = useState(survey.organisation);
  const [problem, setProblem] = useState('');
  const fail = (error: unknown) => setProblem(refusalText(text, error, 'login_ended'));
  // Those that somebody here belongs to; asked for when it is opened.
  const open = () => {
    api.accounts().then(({ accounts }) => setPartners([...new Set(accounts.map((one) => one.organisation).filter(Boolean))]), fail);
  };
  const submit = () => {
    setProblem('');
    give(api, survey.id, chosen).then(changed, fail);
  };
  const id = `owner-${survey.id}`;
  return (
    <>
      {survey.organisation && (
        <p>
          {say('belongs')} <b dir="auto">{survey.organisation}</b>
        </p>
      )}
      {may && (
        <details class="more-ways" onToggle={(event) => event.currentTarget.open && open()}>
          <summary>{say('give')}</summary>
          <Form submit={submit}>
            <div class="field">
              <label for={id}>{say('give_to', { id: survey.id })}</label>
              <p id={`${id}-hint`} class="hint">
                {say('give_hint')}
              </p>
              <select id={id} aria-describedby={`${id}-hint`} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
                <option value="">{say('inspectorate')}</option>
                {partners.map((partner) => (
                  <option key={partner} value={partner}>
                    {partner}
                  </option>
                ))}
              </select>
            </div>
            <button type="submit" class="button small">
              {say('give_button')}
            </button>
          </Form>
        </details>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
