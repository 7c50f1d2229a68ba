// SPDX-License-Identifier: Apache-2.0
import '../shared/base';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CaseOfTicket } from '../cases/ticket_case';
import { TicketPaper } from '../cases/ticket_paper';
import { useSpoken } from '../shared/language';
import { later } from '../shared/later';
import { codeText } from '../shared/strings';
import type { Text } from '../shared/strings';
import type { Reason, Ticket } from '../shared/api';
import { dayOnly, languageName, weekText } from './format';
import { Badge, Clock } from './parts';
import { Closing } from './closing';
import { PlaceTicket } from './place_ticket';
import { Refer } from './refer';
import { Thread } from './thread';
import { useFresh } from './use_tickets';
import { Words } from './words';
import type { Reading } from './words';

const Background = later(() => import('../ticket/background').then((part) => part.Background));
const tickets = ['tickets'] as const;

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Reasons({ reasons }: { reasons: Reason[] }) {
  return (
    <ul class="reasons">
      {reasons.map((reason) => (
        <li key={reason.indicator} dir="auto">
          {reason.text}
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { lang, text } = useSpoken();
  return (
    <Section title={text('facts_title')}>
      <dl class="facts">
        <Fact name={text('site')}>{[ticket.site_name, ticket.site_district, ticket.site].filter(Boolean).join(', ') || text('site_none')}</Fact>
        <Fact name={text('week')}>{`${weekText(ticket.week, lang)} (${ticket.week})`}</Fact>
        {ticket.clock && <Fact name={text('filed_on')}>{dayOnly(ticket.clock.filed_on, lang)}</Fact>}
        <Fact name={text('state')}>{codeText(text, 'state', ticket.state)}</Fact>
        <Fact name={text('survey')}>{ticket.survey.title}</Fact>
      </dl>
    </Section>
  );
}

function Worker({ ticket }: { ticket: Ticket }) {
  const { lang, text } = useSpoken();
  return (
    <Section title={text('worker_title')}>
      <dl class="facts">
        <Fact name={text('worker_language')}>{languageName(ticket.language, lang)}</Fact>
        <Fact name={text('channel')}>{codeText(text, 'channel', ticket.channel)}</Fact>
      </dl>
    </Section>
  );
}

// "(refused)" and its like stand for an answer that was no value.
function answerText(text: Text, { value, value_text }: { value: string; value_text: string }): string {
  const mark = /^\((\w+)\)$/.exec(value);
  return mark && mark[1] ? codeText(text, 'answer', mark[1]) : value_text;
}

function Answers({ ticket }: { ticket: Ticket }) {
  const { text } = useSpoken();
  return (
    <>
      <Section title={text('answers_title')}>
        {ticket.answers.length === 0 && <p>{text('answers_none')}</p>}
        <dl class="answers">
          {ticket.answers.map((answer) => (
            <Fact key={answer.question} name={answer.question_text}>
              {answerText(text, answer)}
            </Fact>
          ))}
        </dl>
      </Section>
      {ticket.unanswered.length > 0 && (
        <Section title={text('unanswered_title')}>
          <ul class="reasons">
            {ticket.unanswered.map((question) => (
              <li key={question.question} dir="auto">
                {question.question_text}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Whole({ ticket, reading, go }: { ticket: Ticket; reading: Reading; go: (path: string) => void }) {
  const { text } = useSpoken();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [ticket.id]);
  return (
    <>
      <p class="row-top">
        <Badge severity={ticket.severity} />
        <span class="kind">{text(`kind_${ticket.kind}`)}</span>
      </p>
      <h2 ref={heading} tabIndex={-1} dir="auto">
        {ticket.topic.title}
      </h2>
      <p class="due">
        {ticket.clock && ticket.state === 'new' && <span>{text('clock')}: </span>}
        <Clock ticket={ticket} long />
      </p>
      <Section title={text('why_title')}>
        <Reasons reasons={ticket.reasons} />
      </Section>
      {ticket.quality.length > 0 && (
        <Section title={text('quality_title')}>
          {ticket.quality.map((mark) => (
            <p key={mark}>{text(`quality_${mark}`)}</p>
          ))}
          <p class="hint">{text('quality_note')}</p>
        </Section>
      )}
      {ticket.ask_back.length > 0 && (
        <Section title={text('ask_back_title')}>
          <Reasons reasons={ticket.ask_back} />
        </Section>
      )}
      <Background key={ticket.id} api={reading.api} ticket={ticket} go={go} />
      <Section title={text('case_title')}>
        <CaseOfTicket key={ticket.id} api={reading.api} ticket={ticket.id} go={go} />
      </Section>
      <Section title={text('words_title')}>
        <Words key={ticket.id} ticket={ticket} reading={reading} />
      </Section>
      <PlaceTicket key={ticket.id} ticket={ticket} api={reading.api} />
      <Section title={text('thread_title')}>
        <Thread key={ticket.id} ticket={ticket.id} reading={reading} />
      </Section>
      <Answers ticket={ticket} />
      <Facts ticket={ticket} />
      <Worker ticket={ticket} />
      <Refer key={ticket.id} ticket={ticket} api={reading.api} />
      <Closing key={ticket.id} ticket={ticket} api={reading.api} />
      <TicketPaper ticket={ticket} />
    </>
  );
}

interface Props {
  reading: Reading;
  id: string;
  lang: string;
  close: () => void;
  go: (path: string) => void;
  denied: (status: number) => void;
}

export function Detail({ reading, id, lang, close, go, denied }: Props) {
  const { text } = useSpoken();
  const { data, refused } = useFresh<Ticket>(`${lang} ${id}`, true, () => reading.api.ticket(id), tickets);
  useEffect(() => {
    if (refused === 401) denied(refused);
  }, [refused]);
  const ticket = data && data.id === id ? data : null;
  return (
    <article class="detail">
      <button type="button" class="button plain back" onClick={close}>
        {text('back_to_list')}
      </button>
      {refused === 404 && <p>{text('ticket_gone')}</p>}
      {!ticket && refused === null && <p class="quiet">{text('loading')}</p>}
      {ticket && refused !== 404 && <Whole ticket={ticket} reading={reading} go={go} />}
    </article>
  );
}
