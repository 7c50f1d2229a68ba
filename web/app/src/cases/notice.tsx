// SPDX-License-Identifier: Apache-2.0
// What an employer may see, to print. The service sends nothing here that tells why anybody came.
import { useEffect, useState } from 'preact/hooks';
import { dayOnly } from '../inbox/format';
import { refusalText } from '../office/form';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { caseAddress, caseRoute } from './data';
import type { Notice } from './data';
import type { Go } from './inside';
import { Inside } from './inside';
import { coded, useCaseText } from './strings';

export function NoticePage({ api, id, office, go }: { api: Api; id: string; office: string; go: Go }) {
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const [notice, setNotice] = useState<Notice | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    document.title = text('notice');
    api.get<Notice>(caseRoute(id, '/notice')).then(setNotice, (error: unknown) => setProblem(refusalText(plain, error, 'login_ended')));
  }, [api, id]);
  if (problem) return <p class="problem">{problem}</p>;
  if (!notice) return <p class="quiet">{plain('loading')}</p>;
  return (
    <>
      <p class="no-print">
        <Inside to={caseAddress(id)} go={go}>
          {text('back_one')}
        </Inside>
      </p>
      <p class="notice no-print">{text('notice_check')}</p>
      <p class="no-print">
        <button type="button" class="button" onClick={() => window.print()}>
          {plain('print')}
        </button>
      </p>
      <article class="paper" id="notice">
        <p>{office}</p>
        <h2>{text('notice')}</h2>
        <p>
          {[notice.place, notice.address, notice.district].filter(Boolean).map((line) => (
            <span key={line} class="line" dir="auto">
              {line}
            </span>
          ))}
        </p>
        <p>
          {text('reference')}: <span class="code">{notice.reference}</span>
          {notice.officer && ` · ${text('officer')}: ${notice.officer}`}
        </p>
        {notice.visited_on.length > 0 && (
          <p>
            {text('visited')}: {notice.visited_on.map((day) => dayOnly(day, lang)).join(', ')}
          </p>
        )}
        <h3>{text('findings')}</h3>
        <ul class="reasons">
          {notice.findings.map((one, at) => (
            <li key={at}>
              <b>{one.issue}</b>, {coded(text, 's', one.status)}
              {one.text && <p class="entry-text">{one.text}</p>}
            </li>
          ))}
        </ul>
        <h3>{text('required')}</h3>
        <ul class="reasons">
          {notice.required.map((one, at) => (
            <li key={at}>
              <b>{one.measure}</b>, {text('clock_until', { day: dayOnly(one.until, lang) })}
              {one.amount > 0 && `, ${one.amount.toLocaleString(lang)} ${notice.currency}`}
              {one.status !== 'open' && ` (${coded(text, 's', one.status)})`}
              {one.text && <p class="entry-text">{one.text}</p>}
            </li>
          ))}
        </ul>
        <p class="signature">{text('signature')}</p>
      </article>
    </>
  );
}
