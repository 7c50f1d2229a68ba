// SPDX-License-Identifier: Apache-2.0
// Which workplace of the register a ticket is about, said by an officer who read what the worker wrote. The register comes here to
// be looked through; of the worker's words nothing leaves but a name that the officer releases.
import { useEffect, useMemo, useState } from 'preact/hooks';
import { Field, Form, refusalText } from '../office/form';
import { Refused } from '../shared/api';
import type { Api, Ticket } from '../shared/api';
import { useSpoken } from '../shared/language';
import { allNames, findNames, plainName, suggest } from '../sites/names';
import type { SiteName, Suggestion } from '../sites/names';
import { useOpened } from './opened';
import { usePlaceText } from './place_strings';

const mostSuggested = 5;
const mostFound = 8;
const shortWords = 6; // a text of so few words is the name itself

const addressOf = (ticket: string) => `/api/v1/tickets/${encodeURIComponent(ticket)}/site`;

interface ChoiceProps {
  legend: string;
  sites: SiteName[];
  chosen: SiteName | null;
  choose: (site: SiteName) => void;
}

function Choice({ legend, sites, chosen, choose }: ChoiceProps) {
  return (
    <fieldset>
      <legend class="hint">{legend}</legend>
      {sites.map((site) => (
        <p key={site.code} class="check">
          <input id={`place-${site.code}`} type="radio" name="place" checked={chosen?.code === site.code} onChange={() => choose(site)} />
          <label for={`place-${site.code}`} dir="auto">
            {[site.name, site.district, site.code].filter(Boolean).join(', ')}
          </label>
        </p>
      ))}
    </fieldset>
  );
}

// What of the opened words would be the name: all of a short text, else the part that is like the workplace's name.
function writtenAs(texts: string[], site: SiteName | Suggestion): string {
  const short = texts.map(plainName).find((text) => text && text.split(' ').length <= shortWords);
  return ('written' in site && site.written) || short || '';
}

function Choose({ ticket, api, close }: { ticket: Ticket; api: Api; close: () => void }) {
  const { text: plain } = useSpoken();
  const text = usePlaceText();
  const texts = useOpened(ticket.id);
  const [names, setNames] = useState<SiteName[] | null>(null);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<SiteName | null>(null);
  const [remember, setRemember] = useState(false);
  const [spelling, setSpelling] = useState('');
  const [problem, setProblem] = useState<{ of: 'place' | 'spelling'; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const refused = (error: unknown) => {
    const of = error instanceof Refused && /^spelling/.test(error.detail) ? 'spelling' : 'place';
    setProblem({ of, text: refusalText(plain, error, 'login_ended') });
  };
  useEffect(() => {
    allNames(api).then(setNames, refused);
  }, []);
  const suggestions = useMemo(() => suggest(names ?? [], texts.join(' '), mostSuggested), [names, texts]);
  const found = useMemo(() => {
    const fits = findNames(names ?? [], typed, mostFound);
    const kept = chosen && !fits.some((site) => site.code === chosen.code) ? [chosen, ...fits] : fits; // what was chosen stays in sight
    return kept.filter((site) => !suggestions.some((one) => one.code === site.code));
  }, [names, typed, suggestions, chosen]);
  const choose = (site: SiteName) => {
    setChosen(site);
    if (!remember) setSpelling(writtenAs(texts, site));
  };
  const submit = () => {
    const name = plainName(spelling);
    const releases = remember && texts.length > 0;
    if (!chosen) return setProblem({ of: 'place', text: text('pick') });
    if (releases && !name) return setProblem({ of: 'spelling', text: text('spelling_empty') });
    setBusy(true);
    setProblem(null);
    api
      .change(addressOf(ticket.id), { site: chosen.code, ...(releases ? { spelling: name } : {}) }, 'PUT')
      .then(close, refused)
      .finally(() => setBusy(false));
  };
  // Enter in the search chooses nothing, so it stands outside the form.
  return (
    <>
      {!names && !problem && <p class="quiet">{plain('loading')}</p>}
      {texts.length === 0 && ticket.words.length > 0 && <p class="hint">{text('no_words')}</p>}
      {names && texts.length > 0 && suggestions.length === 0 && <p class="hint">{text('no_suggestions')}</p>}
      {suggestions.length > 0 && <Choice legend={text('suggestions')} sites={suggestions} chosen={chosen} choose={choose} />}
      <Field id="place-search" label={text('search')} hint={text('search_hint')} value={typed} change={setTyped} />
      {found.length > 0 && <Choice legend={text('results')} sites={found} chosen={chosen} choose={choose} />}
      {names && plainName(typed) && found.length === 0 && <p role="status">{text('no_results')}</p>}
      <Form submit={submit}>
        {chosen && texts.length > 0 && (
          <p class="check">
            <input id="place-remember" type="checkbox" checked={remember} onChange={(event) => setRemember(event.currentTarget.checked)} />
            <label for="place-remember">{text('remember')}</label>
          </p>
        )}
        {chosen && texts.length > 0 && remember && (
          <>
            <Field id="place-spelling" label={text('spelling')} hint={text('spelling_hint')} problem={problem?.of === 'spelling' ? problem.text : null} value={spelling} change={setSpelling} />
            {plainName(spelling) && <p class="hint">{text('spelling_kept', { name: plainName(spelling) })}</p>}
          </>
        )}
        {problem?.of === 'place' && (
          <p class="problem" role="alert">
            {problem.text}
          </p>
        )}
        <p class="actions start">
          <button type="submit" class="button small" disabled={busy || !names}>
            {text('save')}
          </button>
          <button type="button" class="button plain small" onClick={close}>
            {text('cancel')}
          </button>
        </p>
      </Form>
    </>
  );
}

export function PlaceTicket({ ticket, api }: { ticket: Ticket; api: Api }) {
  const { text: plain } = useSpoken();
  const text = usePlaceText();
  const [choosing, setChoosing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (ticket.state === 'closed') return null;
  const undo = () => {
    setProblem(null);
    api.change(addressOf(ticket.id), undefined, 'DELETE').catch((error: unknown) => setProblem(refusalText(plain, error, 'login_ended')));
  };
  const why = ticket.placed ? text(ticket.named_site && ticket.named_site !== ticket.site ? 'placed_named' : 'placed', { code: ticket.named_site }) : text('named');
  return (
    <section class="placing no-print">
      <h3>{text('title')}</h3>
      {ticket.site ? (
        <p role="status">
          <b dir="auto">{[ticket.site_name, ticket.site_district].filter(Boolean).join(', ') || ticket.site}</b> <span class="hint">{why}</span>
        </p>
      ) : (
        <p role="status">{text('none')}</p>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {choosing ? (
        <Choose ticket={ticket} api={api} close={() => setChoosing(false)} />
      ) : (
        <p class="actions start">
          <button type="button" class="button plain small" onClick={() => setChoosing(true)}>
            {text(ticket.site ? 'change' : 'choose')}
          </button>
          {ticket.placed && (
            <button type="button" class="button plain small" onClick={undo}>
              {text('undo')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}
