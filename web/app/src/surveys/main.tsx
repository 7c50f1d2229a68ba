// SPDX-License-Identifier: Apache-2.0
// The survey page: send a file, see what to change, see it on phones, publish it. Fetched when somebody opens it.
import '../shared/base';
import { useEffect, useRef, useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import { Refused } from '../shared/api';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { Drop } from '../shared/upload';
import { check, listSurveys, problemsWorkbook } from './api';
import type { Checked, Cost, SurveyList } from './api';
import { Phones } from './phones';
import { Problems } from './problems';
import { Publish } from './publish';
import { faultySample } from './sample';
import { useSay } from './texts';
import { Versions } from './versions';

const maxBytes = 4 << 20;

interface Sent {
  file: Blob;
  name: string;
}

function Upload({ send, busy, demo }: { send: (sent: Sent) => void; busy: string; demo: boolean }) {
  const say = useSay();
  return (
    <Drop lead={say('drop')} choose={say('choose')} accept=".xlsx,.xlsm,.md,.json" take={(file) => send({ file, name: file.name })} busy={busy}>
      {demo && (
        <button type="button" class="button plain" onClick={() => send({ file: new Blob([faultySample.text]), name: faultySample.name })}>
          {say('sample')}
        </button>
      )}
      <p class="hint">{say('kinds')}</p>
      <p>
        <a href="/api/v1/surveys/template.xlsx" download="survey.xlsx">
          {say('template')}
        </a>
      </p>
    </Drop>
  );
}

function Download({ sent, csrf }: { sent: Sent; csrf: string }) {
  const say = useSay();
  const { text } = useSpoken();
  const [problem, setProblem] = useState('');
  const fetchIt = async () => {
    const address = URL.createObjectURL(await problemsWorkbook(sent.file, sent.name, csrf));
    const link = document.createElement('a');
    link.href = address;
    link.download = 'problems.xlsx';
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };
  return (
    <p>
      <button type="button" class="button plain small" onClick={() => fetchIt().catch((error: unknown) => setProblem(refusalText(text, error, 'login_ended')))}>
        {say('download')}
      </button>{' '}
      <span class="hint">{say('download_text')}</span>
      {problem && (
        <span class="problem" role="alert">
          {problem}
        </span>
      )}
    </p>
  );
}

// SMS parts of each question in each language: what a survey costs.
function Costs({ costs }: { costs: Cost[] }) {
  const say = useSay();
  const sms = costs.filter((cost) => cost.channel === 'sms');
  if (sms.length === 0) return null;
  const languages = [...new Set(sms.map((cost) => cost.language))];
  const questions = [...new Set(sms.map((cost) => cost.question))];
  const parts = (language: string, question?: string) =>
    sms.filter((cost) => cost.language === language && (!question || cost.question === question)).reduce((sum, cost) => sum + cost.messages, 0);
  return (
    <details class="more-ways">
      <summary>{say('costs', { list: languages.map((language) => `${language} ${parts(language)}`).join(', ') })}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={say('costs_table')}>
        <table class="audit">
          <thead>
            <tr>
              <th scope="col">{say('question')}</th>
              {languages.map((language) => (
                <th key={language} scope="col">
                  {language}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {questions.map((question) => (
              <tr key={question}>
                <th scope="row">{question}</th>
                {languages.map((language) => (
                  <td key={language}>{parts(language, question)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Found({ sent, checked, csrf }: { sent: Sent; checked: Checked; csrf: string }) {
  const say = useSay();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [checked]);
  return (
    <section aria-labelledby="found-title">
      <h3 id="found-title" tabIndex={-1} ref={heading}>
        {say('found', { file: checked.file })}
      </h3>
      {!checked.readable && <p class="notice strong">{say('unreadable')}</p>}
      {checked.usable && checked.warnings === 0 ? <p class="notice good">{say('fine')}</p> : <p>{say('mend')}</p>}
      {checked.readable && checked.problems.some((problem) => problem.sheet) && <Download sent={sent} csrf={csrf} />}
      {checked.problems.length > 0 && <Problems checked={checked} />}
      <Costs costs={checked.costs} />
    </section>
  );
}

interface Props {
  api: Api;
  csrf: string;
  readsTickets: boolean;
  demo: boolean;
}

export default function Surveys({ api, csrf, readsTickets, demo }: Props) {
  const say = useSay();
  const { text } = useSpoken();
  const [list, setList] = useState<SurveyList | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [busy, setBusy] = useState('');
  const [problem, setProblem] = useState('');
  const [published, setPublished] = useState<'' | 'published' | 'published_waits'>('');
  const fail = (error: unknown) => setProblem(error instanceof Refused && error.status === 413 ? say('too_large') : refusalText(text, error, 'login_ended'));
  const load = () => listSurveys(api).then(setList, fail);
  useEffect(() => {
    document.title = say('title');
    void load();
  }, [api]);
  const send = (next: Sent) => {
    setProblem('');
    setPublished('');
    setChecked(null);
    if (next.file.size > maxBytes) return setProblem(say('too_large'));
    setSent(next);
    const file = next.name;
    const progress = (part: number) => setBusy(part < 1 ? say('sending', { file, n: Math.round(part * 100) }) : say('reading', { file }));
    check(next.file, file, csrf, progress)
      .then(setChecked, fail)
      .finally(() => setBusy(''));
  };
  const done = (waits: boolean) => {
    setPublished(waits ? 'published_waits' : 'published');
    setChecked(null);
    void load();
  };
  const draft = checked?.survey;
  return (
    <main class="sheet wide surveys">
      <h2>{say('title')}</h2>
      <p>{say(list && !list.may_publish ? 'not_author' : 'lead')}</p>
      {list?.may_publish && <Upload send={send} busy={busy} demo={demo} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {published && (
        <p class="notice good" role="status">
          {say(published)}
        </p>
      )}
      {sent && checked && <Found sent={sent} checked={checked} csrf={csrf} />}
      {draft && <Phones key={draft.hash} api={api} draft={draft} />}
      {draft && checked.usable && <Publish key={`p${draft.hash}`} api={api} checked={checked} draft={draft} readsTickets={readsTickets} done={done} />}
      {list && <Versions api={api} list={list} changed={load} />}
    </main>
  );
}
