// SPDX-License-Identifier: Apache-2.0
// What can be done with the selected tickets, and what became of it, ticket by ticket.
import '../shared/base';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Pick, Tick } from '../cases/inputs';
import { caseAddress } from '../cases/data';
import type { Case, CasePage, CaseSummary, Profile } from '../cases/data';
import { useCaseText } from '../cases/strings';
import { Form } from '../office/form';
import type { Api, TicketSummary } from '../shared/api';
import { useSpoken } from '../shared/language';
import { useRepeatKey } from '../shared/repeat';
import { closeAll, intoCase } from './bulk_run';
import type { Run, Summary } from './bulk_run';
import { weekText } from './format';
import { addressOf } from './place';
import { useInboxText } from './strings';

const outcomes = ['acted', 'passed', 'no_action'] as const;
type Action = 'close' | 'open' | 'add';
type Start = (work: (run: Run) => Promise<Summary>) => void;

interface PanelProps {
  api: Api;
  tickets: TicketSummary[];
  start: Start;
}

function Go({ label, missing }: { label: string; missing: boolean }) {
  const text = useInboxText();
  return (
    <>
      {missing && (
        <p class="problem" role="alert">
          {text('bulk_choose')}
        </p>
      )}
      <button type="submit" class="button small">
        {label}
      </button>
    </>
  );
}

function ClosePanel({ api, tickets, start }: PanelProps) {
  const { text: plain } = useSpoken();
  const text = useInboxText();
  const [outcome, setOutcome] = useState('');
  const [leaves, setLeaves] = useState(false);
  const [missing, setMissing] = useState(false);
  const submit = () => {
    setMissing(!outcome);
    if (outcome) start((run) => closeAll(api, tickets, outcome, leaves, run));
  };
  return (
    <Form submit={submit}>
      <fieldset>
        <legend class="hint">{plain(tickets.some((one) => one.may_ask) ? 'close_hint_asked' : 'close_hint')}</legend>
        {outcomes.map((one) => (
          <p key={one} class="check">
            <input id={`bulk-${one}`} type="radio" name="bulk-outcome" checked={outcome === one} onChange={() => setOutcome(one)} />
            <label for={`bulk-${one}`}>{plain(`close_${one}`)}</label>
          </p>
        ))}
      </fieldset>
      {tickets.some((one) => one.state === 'in_case') && <Tick id="bulk-leaves" label={text('bulk_leaves')} value={leaves} change={setLeaves} />}
      <Go label={text('bulk_close_go', { n: tickets.length })} missing={missing} />
    </Form>
  );
}

// null: not here yet, or not reached.
function useGot<Body>(api: Api, path: string): Body | null {
  const [got, setGot] = useState<Body | null>(null);
  useEffect(() => {
    api.get<Body>(path).then(setGot, () => undefined);
  }, [api, path]);
  return got;
}

function OpenPanel({ api, tickets, start }: PanelProps) {
  const { text: plain } = useSpoken();
  const text = useInboxText();
  const words = useCaseText();
  const profile = useGot<Profile>(api, '/api/v1/profile');
  const [chosen, setType] = useState('');
  const [missing, setMissing] = useState(false);
  const repeat = useRepeatKey();
  if (!profile) return <p class="quiet">{plain('loading')}</p>;
  const only = profile.case_types.length === 1 ? profile.case_types[0]?.id : undefined;
  const type = chosen || only || '';
  const submit = () => {
    setMissing(!type);
    const begin = async (ticket: string) => {
      const made = await api.change<Case>('/api/v1/cases', repeat.keyed({ type, tickets: [ticket], whole_signal: false }));
      repeat.done();
      return made;
    };
    if (type) start((run) => intoCase(api, tickets, begin, run));
  };
  return (
    <Form submit={submit}>
      <Pick id="bulk-type" label={words('type')} value={type} change={setType} options={profile.case_types} all={words('choose')} />
      <Go label={text('bulk_open_go', { n: tickets.length })} missing={missing} />
    </Form>
  );
}

const caseName = (one: CaseSummary) => [one.reference, one.title, one.site_name].filter(Boolean).join(' · ');

function AddPanel({ api, tickets, start }: PanelProps) {
  const { text: plain } = useSpoken();
  const text = useInboxText();
  const words = useCaseText();
  const page = useGot<CasePage>(api, '/api/v1/cases?closed=no&limit=200');
  const [id, setId] = useState('');
  const [missing, setMissing] = useState(false);
  if (!page) return <p class="quiet">{plain('loading')}</p>;
  if (page.cases.length === 0) return <p>{text('bulk_no_cases')}</p>;
  // Cases about the same workplaces first.
  const sites = new Set(tickets.map((one) => one.site).filter(Boolean));
  const near = (one: CaseSummary) => (sites.has(one.site) ? 0 : 1);
  const cases = [...page.cases].sort((a, b) => near(a) - near(b));
  const submit = () => {
    const into = cases.find((one) => one.id === id);
    setMissing(!into);
    if (into) start((run) => intoCase(api, tickets, into, run));
  };
  return (
    <Form submit={submit}>
      <Pick id="bulk-case" label={text('bulk_which_case')} value={id} change={setId} options={cases.map((one) => ({ id: one.id, title: caseName(one) }))} all={words('choose')} />
      <Go label={text('bulk_add_go', { n: tickets.length })} missing={missing} />
    </Form>
  );
}

function Name({ ticket }: { ticket: TicketSummary }) {
  const { lang, text } = useSpoken();
  return (
    <a href={addressOf({ filters: {}, ticket: ticket.id })} dir="auto">
      {ticket.severity} {ticket.topic.title}, {ticket.site_name || ticket.site_district || text('site_none')}, {weekText(ticket.week, lang)}
    </a>
  );
}

function Report({ summary, total, hide, go }: { summary: Summary; total: number; hide: () => void; go: (path: string) => void }) {
  const text = useInboxText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { done, refused, untouched, into } = summary;
  return (
    <section class="bulk" aria-labelledby="bulk-done">
      <h2 id="bulk-done" ref={heading} tabIndex={-1}>
        {text('bulk_done', { n: done.length, total })}
      </h2>
      {refused.length > 0 && <p>{text('bulk_refused', { n: refused.length })}</p>}
      <ul class="reasons">
        {refused.map(({ ticket, why, detail }) => (
          <li key={ticket.id}>
            <Name ticket={ticket} />: {why ? text(`why_${why}`) : detail}
          </li>
        ))}
      </ul>
      {untouched.length > 0 && <p>{text('bulk_untouched', { n: untouched.length })}</p>}
      {done.length > 0 && (
        <details>
          <summary>{text('bulk_which')}</summary>
          <ul class="reasons">
            {done.map((ticket) => (
              <li key={ticket.id}>
                <Name ticket={ticket} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <p class="actions start">
        {into && (
          <button type="button" class="button small" onClick={() => go(caseAddress(into.id))}>
            {text('bulk_to_case')}
          </button>
        )}
        <button type="button" class="button plain small" onClick={hide}>
          {text('bulk_hide')}
        </button>
      </p>
    </section>
  );
}

function Doing({ summary, total, stop }: { summary: Summary | null; total: number; stop: () => void }) {
  const text = useInboxText();
  const n = summary ? summary.done.length + summary.refused.length : 0;
  const label = text('bulk_doing', { n, total });
  return (
    <section class="bulk progress" aria-label={text('bulk')}>
      <progress value={n} max={total} aria-label={label} />
      <span>{label}</span>
      <button type="button" class="button plain small" onClick={stop}>
        {text('search_stop')}
      </button>
    </section>
  );
}

interface Props {
  api: Api;
  tickets: TicketSummary[]; // the selected ones
  none: () => void;
  go: (path: string) => void;
}

function Choose({ api, tickets, none, start }: Omit<Props, 'go'> & { start: Start }) {
  const text = useInboxText();
  const [action, setAction] = useState<Action | null>(null);
  const button = (one: Action, label: string): ComponentChildren => (
    <button type="button" class="button plain small" aria-expanded={action === one} onClick={() => setAction(action === one ? null : one)}>
      {label}
    </button>
  );
  const panel = { api, tickets, start };
  return (
    <section class="bulk no-print" aria-label={text('bulk')}>
      <p class="actions start">
        <b role="status">{text('selected', { n: tickets.length })}</b>
        {button('close', text('bulk_close'))}
        {button('open', text('bulk_open'))}
        {button('add', text('bulk_add'))}
        <button type="button" class="button plain small" onClick={none}>
          {text('select_none')}
        </button>
      </p>
      {action === 'close' && <ClosePanel {...panel} />}
      {action === 'open' && <OpenPanel {...panel} />}
      {action === 'add' && <AddPanel {...panel} />}
    </section>
  );
}

export function Bulk({ api, tickets, none, go }: Props) {
  const [under, setUnder] = useState<{ total: number; summary: Summary | null; ended: boolean } | null>(null);
  const stopped = useRef(false);
  const start: Start = (work) => {
    const total = tickets.length;
    stopped.current = false;
    setUnder({ total, summary: null, ended: false });
    const show = (ended: boolean) => (summary: Summary) => setUnder({ total, summary, ended });
    void work({ step: show(false), stopped: () => stopped.current }).then((summary) => {
      none();
      show(true)(summary);
    });
  };
  const stop = () => {
    stopped.current = true;
  };
  const running = under !== null && !under.ended;
  // Leaving the page stops it: nothing goes on that nobody would hear of.
  useEffect(() => stop, []);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    if (running) window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [running]);
  if (running) return <Doing summary={under.summary} total={under.total} stop={stop} />;
  return (
    <>
      {under?.summary && <Report summary={under.summary} total={under.total} hide={() => setUnder(null)} go={go} />}
      {tickets.length > 0 && <Choose api={api} tickets={tickets} none={none} start={start} />}
    </>
  );
}
