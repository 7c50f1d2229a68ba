// SPDX-License-Identifier: Apache-2.0
// What the register and the cases know of a ticket's workplace.
import type { ComponentChildren } from 'preact';
import { Inside } from '../cases/inside';
import { dayOnly } from '../inbox/format';
import { useSpoken } from '../shared/language';
import type { Workplace } from './data';
import { useTicketText } from './strings';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

export function WorkplaceFacts({ place, go }: { place: Workplace; go: (path: string) => void }) {
  const { lang } = useSpoken();
  const text = useTicketText();
  const band = (from: number, to: number | null) => (to === null ? text('from', { n: from }) : text('fewer', { n: to + 1 }));
  return (
    <section>
      <h3>{text('place')}</h3>
      <p dir="auto">
        <Inside to={`/sites/${encodeURIComponent(place.code)}`} go={go}>
          {place.name}
        </Inside>
        {place.district && `, ${place.district}`}
      </p>
      <dl class="facts">
        <Fact name={text('sector')}>{place.sector || text('unknown')}</Fact>
        <Fact name={text('workers')}>{place.workers > 0 ? place.workers.toLocaleString(lang) : text('unknown')}</Fact>
        <Fact name={text('open_cases')}>{place.open_cases.toLocaleString(lang)}</Fact>
        <Fact name={text('last_visit')}>{place.last_visit ? dayOnly(place.last_visit, lang) : text('none')}</Fact>
        <Fact name={text('reports')}>
          {place.few ? text('few') : place.signals.map(({ topic, from, to }) => `${topic.title}: ${band(from, to)}`).join('; ') || text('none')}
        </Fact>
      </dl>
    </section>
  );
}
