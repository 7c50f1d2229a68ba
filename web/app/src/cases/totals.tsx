// SPDX-License-Identifier: Apache-2.0
// What an office reports: how its cases ended, how many workers gained, what was paid; and the same as a file.
import { useEffect, useState } from 'preact/hooks';
import { useFresh } from '../inbox/use_tickets';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import type { Remedy, RemedyLine, RemedyPeriod } from './data';
import { Inside } from './inside';
import type { Go } from './inside';
import { Day, Pick } from './inputs';
import { useCaseText } from './strings';
import { useTotalsText } from './totals_strings';

const kinds = ['month', 'quarter', 'year'] as const;

// What never happened is left out; the file has it.
function Lines({ title, lines }: { title: string; lines: RemedyLine[] }) {
  return (
    <table class="totals">
      <caption>{title}</caption>
      <tbody>
        {lines
          .filter((line) => line.cases !== '0')
          .map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.title}</th>
              <td>{line.cases}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Period({ one, currency }: { one: RemedyPeriod; currency: string }) {
  const { lang } = useSpoken();
  const text = useTotalsText();
  const facts: [string, string][] = [
    [text('totals_closed'), one.closed],
    [text('totals_with_money'), one.with_money],
    [text('totals_paid'), one.paid ? `${Number(one.paid).toLocaleString(lang)} ${currency}` : text('totals_hidden')],
  ];
  return (
    <section>
      <h3>{one.period}</h3>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Lines title={text('totals_outcomes')} lines={one.outcomes} />
      <Lines title={text('totals_gained')} lines={one.gained} />
    </section>
  );
}

export function Totals({ api, go }: { api: Api; go: Go }) {
  const { lang, text: plain } = useSpoken();
  const words = useCaseText();
  const text = useTotalsText();
  const [by, setBy] = useState('quarter');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    document.title = text('totals');
  }, [text]);
  const query = new URLSearchParams({ by });
  if (from) query.set('from', from);
  if (to) query.set('to', to);
  const { data, refused } = useFresh<Remedy>(`${lang} ${query}`, true, () => api.get<Remedy>(`/api/v1/remedy?${query}`), ['cases']);
  return (
    <>
      <p class="no-print">
        <Inside to="/cases" go={go}>
          {words('back')}
        </Inside>
      </p>
      <h2>{text('totals')}</h2>
      <p class="hint">{text('totals_text')}</p>
      <div class="filter-row no-print">
        <Pick id="totals-by" label={text('totals_by')} value={by} change={setBy} options={kinds.map((id) => ({ id, title: text(`by_${id}`) }))} />
        <Day id="totals-from" label={text('totals_from')} value={from} change={setFrom} />
        <Day id="totals-to" label={text('totals_to')} value={to} change={setTo} />
      </div>
      <p class="actions start no-print">
        {['csv', 'xlsx'].map((format) => (
          <a key={format} class="button plain small" href={`/api/v1/remedy/export?${query}&format=${format}`} download>
            {format.toUpperCase()}
          </a>
        ))}
      </p>
      {!data && <p class="quiet">{plain(refused === null ? 'loading' : 'trouble')}</p>}
      {data?.periods.length === 0 && <p>{text('totals_none')}</p>}
      {data?.periods.map((one) => <Period key={one.period} one={one} currency={data.currency} />)}
    </>
  );
}
