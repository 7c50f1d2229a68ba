// SPDX-License-Identifier: Apache-2.0
// One case on one screen.
import { useEffect, useRef, useState } from 'preact/hooks';
import { dayOnly, distance, weekText } from '../inbox/format';
import { Badge } from '../inbox/parts';
import { Thread } from '../inbox/thread';
import { useFresh } from '../inbox/use_tickets';
import type { Reading } from '../inbox/words';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { caseAddress, caseRoute, write } from './data';
import type { Case, Profile } from './data';
import { EntryForm } from './entry_form';
import { Facts } from './facts';
import Files from './files';
import { useFileText } from './file_strings';
import { Section, Trouble, useSaving } from './inputs';
import { Moves } from './moves';
import { useCaseText } from './strings';
import { Tasks } from './tasks';
import { Timeline } from './timeline';
import type { Go } from './inside';
import { Inside } from './inside';

interface Props {
  reading: Reading;
  me: string;
  id: string;
  profile: Profile;
  go: Go;
  denied: () => void;
}

function Clocks({ of }: { of: Case }) {
  const { lang } = useSpoken();
  const text = useCaseText();
  if (of.clocks.length === 0) return <p>{text('clocks_none')}</p>;
  return (
    <ul class="clocks">
      {[...of.clocks].sort((a, b) => (a.met_at ? 1 : 0) - (b.met_at ? 1 : 0)).map((clock) => {
        const left = Date.parse(clock.due_at) - (clock.met_at ? Date.parse(clock.met_at) : Date.now());
        const late = left < 0;
        const how = clock.met_at ? text(late ? 'clock_met_late' : 'clock_met') : late ? text('clock_late') : distance(left, lang);
        return (
          <li key={clock.title + clock.due_at} class={clock.met_at ? 'met' : late ? 'over' : ''}>
            <b>{clock.title}</b> {text('clock_until', { day: dayOnly(clock.due_on, lang) })}
            {` (${how})`}
            {clock.source && <span class="hint"> {clock.source}</span>}
          </li>
        );
      })}
    </ul>
  );
}

// Read when it is opened: a case may have many tickets.
function Conversation({ ticket, reading }: { ticket: string; reading: Reading }) {
  const text = useCaseText();
  const [open, setOpen] = useState(false);
  return (
    <details class="no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{text('conversation')}</summary>
      {open && <Thread ticket={ticket} reading={reading} />}
    </details>
  );
}

interface TicketsProps {
  reading: Reading;
  of: Case;
  profile: Profile;
  shown: (fresh: Case) => void;
  reload: () => void;
}

function Tickets({ reading, of, profile, shown, reload }: TicketsProps) {
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const saving = useSaving(shown, reload);
  if (of.tickets.length === 0) return <p>{text(of.closed ? 'tickets_gone' : 'tickets_none')}</p>;
  return (
    <>
      <ul class="linked">
        {of.tickets.map((ticket) => (
          <li key={ticket.id}>
            <Badge severity={ticket.severity} /> <a href={`/inbox?ticket=${ticket.id}`}>{`${ticket.topic.title}, ${weekText(ticket.week, lang)}`}</a>
            {ticket.answered && <b class="fresh">{plain('answered')}</b>}
            {!of.closed && (
              <button type="button" class="button plain small no-print" disabled={saving.busy} onClick={() => saving.save(() => write(reading.api, of, `/tickets/${ticket.id}`, undefined, 'DELETE'))}>
                {text('take_out')}
              </button>
            )}
            <Conversation ticket={ticket.id} reading={reading} />
          </li>
        ))}
      </ul>
      <Trouble saving={saving} profile={profile} />
    </>
  );
}

export function OneCase({ reading, me, id, profile, go, denied }: Props) {
  const api: Api = reading.api;
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const files = useFileText();
  const [round, setRound] = useState(0);
  const fresh = useFresh<Case>(`${lang} ${id} ${round}`, true, () => api.get<Case>(caseRoute(id)));
  const [saved, setSaved] = useState<Case | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // What a save answered may be newer than the last look.
  const of = saved && saved.id === id && saved.version > (fresh.data?.version ?? 0) ? saved : fresh.data;
  useEffect(() => {
    document.title = of ? of.reference : text('title');
  }, [of?.reference, text]);
  useEffect(() => heading.current?.focus(), [of?.id]);
  useEffect(() => {
    if (fresh.refused === 401) denied();
  }, [fresh.refused]);
  if (fresh.refused === 404) return <p class="notice">{text('gone')}</p>;
  if (!of) return <p class="quiet">{plain('loading')}</p>;
  const writing = { api, me, of, profile, shown: setSaved, reload: () => setRound((n) => n + 1) };
  return (
    <article class="case">
      <p class="no-print">
        <Inside to="/cases" go={go}>
          {text('back')}
        </Inside>
      </p>
      <p class="row-top">
        <Badge severity={of.severity} />
        <span class="kind">
          {text(`kind_${of.kind}`)} · <span class="code">{of.reference}</span>
        </span>
      </p>
      <h2 ref={heading} tabIndex={-1} dir="auto">
        {of.title || of.type.title}
      </h2>
      <p class="state-line">
        <b>{of.state.title}</b>
      </p>
      <div class="case-columns">
        <div>
          {!of.closed && (
            <Section title={text('tasks')}>
              <Tasks of={of} profile={profile} />
            </Section>
          )}
          <Section title={text('facts')}>
            <Facts {...writing} />
          </Section>
          {!of.closed && (
            <Section title={text('next')}>
              <Moves {...writing} />
            </Section>
          )}
          <Section title={text('clocks')}>
            <Clocks of={of} />
          </Section>
          <Section title={text('tickets')}>
            <Tickets {...writing} reading={reading} />
          </Section>
          <Section title={files('title')}>
            <Files key={of.id} reading={reading} of={of} />
          </Section>
          <Section title={text('notice')}>
            <Inside to={`${caseAddress(of.id)}/notice`} go={go}>
              {text('notice_open')}
            </Inside>
          </Section>
        </div>
        <div>
          <Section title={text('add')}>
            <EntryForm {...writing} />
          </Section>
          <Section title={text('timeline')}>
            <Timeline {...writing} />
          </Section>
        </div>
      </div>
    </article>
  );
}
