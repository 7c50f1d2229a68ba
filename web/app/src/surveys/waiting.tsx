// SPDX-License-Identifier: Apache-2.0
// A version whose author may not see what it does to tickets: somebody who may looks, then it begins or goes.
import { useEffect, useState } from 'preact/hooks';
import { refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { decide, shiftOfVersion } from './api';
import type { Shift, Survey, Version } from './api';
import { Shifted } from './shifted';
import { useSay } from './texts';

interface Props {
  api: Api;
  survey: Survey;
  version: Version;
  changed: () => void;
}

export function Waiting({ api, survey, version, changed }: Props) {
  const say = useSay();
  const { text } = useSpoken();
  const [looking, setLooking] = useState(false);
  const [shift, setShift] = useState<Shift | null>(null);
  const [problem, setProblem] = useState('');
  const fail = (error: unknown) => setProblem(refusalText(text, error, 'login_ended'));
  useEffect(() => {
    if (looking) shiftOfVersion(api, version.hash).then(setShift, fail);
  }, [looking]);
  const current = survey.versions.find(({ state }) => state === 'current')?.hash ?? '';
  const settle = (decision: 'begin' | 'decline') => decide(api, version.hash, decision, current).then(changed, fail);
  return (
    <div class="sure">
      {!looking && (
        <button type="button" class="button small" aria-label={say('look_what', { id: survey.id })} onClick={() => setLooking(true)}>
          {say('look')}
        </button>
      )}
      {shift && (
        <>
          <Shifted shift={shift} />
          <span class="actions start">
            <button type="button" class="button small" onClick={() => settle('begin')}>
              {say('begin')}
            </button>
            <button type="button" class="button plain small" onClick={() => settle('decline')}>
              {say('decline')}
            </button>
          </span>
        </>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
