// SPDX-License-Identifier: Apache-2.0
// Which versions there are, where they are used, and taking one back.
import { useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { versionAddress, withdraw } from './api';
import type { Survey, SurveyList, Version } from './api';
import { Owner } from './owner';
import { useSay } from './texts';
import { Waiting } from './waiting';

interface RowProps {
  api: Api;
  survey: Survey;
  version: Version;
  may: boolean;
  decides: boolean;
  changed: () => void;
}

function Row({ api, survey, version, may, decides, changed }: RowProps) {
  const say = useSay();
  const { text } = useSpoken();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState('');
  const short = version.hash.slice(0, 12);
  const go = () => {
    setAsking(false);
    withdraw(api, version.hash).then(changed, (error: unknown) => setProblem(refusalText(text, error, 'login_ended')));
  };
  return (
    <li class="version">
      <span>
        <span class={`badge ${version.state}`}>{say(version.state)}</span>
      </span>
      <span>
        {version.published_on || say('day_unknown')} <span class="hint">{say('by', { name: version.by })}</span>
      </span>
      <span>
        <span class="hint code">{short}</span>{' '}
        {(['survey.xlsx', ''] as const).map((file) => (
          <a key={file} href={versionAddress(version.hash, file)} download={`${survey.id}-${short}${file ? '.xlsx' : '.json'}`} aria-label={say(file ? 'get_workbook' : 'get_json', { id: survey.id, hash: short })}>
            {file ? 'xlsx' : 'json'}
          </a>
        ))}
      </span>
      <span class="actions">
        {may && version.state !== 'withdrawn' && !asking && (
          <button type="button" class="button plain small" aria-label={say('withdraw_what', { hash: short, id: survey.id })} onClick={() => setAsking(true)}>
            {say('withdraw')}
          </button>
        )}
      </span>
      {version.state === 'waiting' && !decides && <p class="hint sure">{say('waits')}</p>}
      {version.state === 'waiting' && decides && <Waiting api={api} survey={survey} version={version} changed={changed} />}
      {asking && (
        <div class="notice sure" role="alert">
          <p>{say(version.state === 'current' ? 'withdraw_sure' : version.state === 'waiting' ? 'withdraw_sure_waiting' : 'withdraw_sure_old')}</p>
          <span class="actions start">
            <button type="button" class="button small" onClick={go}>
              {say('yes')}
            </button>
            <button type="button" class="button plain small" onClick={() => setAsking(false)}>
              {say('no')}
            </button>
          </span>
        </div>
      )}
      {problem && (
        <p class="problem sure" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}

export function Versions({ api, list, changed }: { api: Api; list: SurveyList; changed: () => void }) {
  const say = useSay();
  return (
    <section aria-labelledby="versions-title">
      <h3 id="versions-title">{say('versions')}</h3>
      {list.surveys.length === 0 && <p>{say('none')}</p>}
      {list.surveys.map((survey) => (
        <article key={survey.id}>
          <h4 dir="auto">
            {survey.title || survey.id} <span class="hint code">{survey.id}</span>
          </h4>
          <p class="hint">
            {survey.uses.length === 0
              ? say('unused', { id: survey.id })
              : survey.uses.map((use) => say(use.word ? 'begins_word' : 'begins', { channel: use.channel, word: use.word })).join('. ')}{' '}
            · {survey.languages.join(' ')}
          </p>
          <Owner api={api} survey={survey} may={list.may_give} changed={changed} />
          <ul>
            {survey.versions.map((version) => (
              <Row key={version.hash} api={api} survey={survey} version={version} may={list.may_publish} decides={list.may_decide} changed={changed} />
            ))}
          </ul>
        </article>
      ))}
    </section>
  );
}
