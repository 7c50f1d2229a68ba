// SPDX-License-Identifier: Apache-2.0
// The cases, by what is due first. What is chosen stands in the address.
import { useEffect, useState } from 'preact/hooks';
import { distance } from '../inbox/format';
import { Badge } from '../inbox/parts';
import { useFresh } from '../inbox/use_tickets';
import type { Api } from '../shared/api';
import { useSpoken } from '../shared/language';
import { caseAddress } from './data';
import type { CasePage, CaseSummary, Profile } from './data';
import { Inside } from './inside';
import type { Go } from './inside';
import { Pick } from './inputs';
import { useCaseText } from './strings';
import { useTotalsText } from './totals_strings';

const names = ['state', 'type', 'assignee', 'answered', 'closed'] as const;
const pageSize = 50;

function Row({ one, go }: { one: CaseSummary; go: Go }) {
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const left = one.due_at ? Date.parse(one.due_at) - Date.now() : 0;
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(caseAddress(one.id));
  };
  return (
    <li>
      <a class={`row ${one.severity}`} href={caseAddress(one.id)} onClick={open}>
        <span class="row-top">
          <Badge severity={one.severity} />
          {one.answered && <b class="fresh">{plain('answered')}</b>}
          {one.due_at && <span class={left < 0 ? 'clock over' : 'clock'}>{distance(left, lang)}</span>}
        </span>
        <strong class="topic" dir="auto">
          {one.title || one.type.title}
        </strong>
        <span class="reason">{one.state.title}</span>
        <span class="meta">
          <span>{text(`kind_${one.kind}`)}</span>
          {one.site_name && <span>{[one.site_name, one.district].filter(Boolean).join(', ')}</span>}
          <span>{`${text('who')}: ${one.assignee || text('nobody')}`}</span>
          <span>{one.reference}</span>
        </span>
      </a>
    </li>
  );
}

export function CaseList({ api, profile, go, denied }: { api: Api; profile: Profile; go: Go; denied: () => void }) {
  const { lang, text: plain } = useSpoken();
  const text = useCaseText();
  const totals = useTotalsText();
  const [search, setSearch] = useState(location.search);
  const [wanted, setWanted] = useState(pageSize);
  useEffect(() => {
    document.title = text('title');
  }, [text]);
  const query = new URLSearchParams(search);
  const asked = new URLSearchParams();
  for (const name of names) {
    const value = query.get(name);
    if (value) asked.set(name, value);
  }
  const all = async () => {
    const cases: CaseSummary[] = [];
    for (let after: string | null = ''; ; ) {
      const one = new URLSearchParams(asked);
      one.set('limit', String(Math.min(200, wanted - cases.length)));
      if (after) one.set('after', after);
      const page: CasePage = await api.get<CasePage>(`/api/v1/cases?${one}`);
      cases.push(...page.cases);
      after = page.next;
      if (!after || cases.length >= wanted) return { ...page, cases };
    }
  };
  const list = useFresh<CasePage>(`${lang} ${wanted} ${asked}`, true, all);
  useEffect(() => {
    if (list.refused === 401) denied();
  }, [list.refused]);
  const choose = (name: string) => (value: string) => {
    const next = new URLSearchParams(asked);
    if (value) next.set(name, value);
    else next.delete(name);
    history.replaceState(null, '', `/cases${next.size ? `?${next}` : ''}`);
    setSearch(`?${next}`);
    setWanted(pageSize);
  };
  const value = (name: string) => asked.get(name) ?? '';
  const who = [
    { id: 'me', title: text('f_me') },
    { id: 'nobody', title: text('f_nobody') },
  ];
  return (
    <>
      <div class="actions start">
        <button type="button" class="button" onClick={() => go('/cases/new')}>
          {text('new_hand')}
        </button>
        <Inside to="/cases/totals" go={go}>
          {totals('totals')}
        </Inside>
      </div>
      <div class="filter-row">
        <Pick id="f-which" label={text('f_which')} value={value('closed')} change={choose('closed')} options={[{ id: 'yes', title: text('f_closed') }]} all={text('f_open')} />
        <Pick id="f-state" label={text('f_state')} value={value('state')} change={choose('state')} options={profile.states} all={text('f_all')} />
        <Pick id="f-type" label={text('f_type')} value={value('type')} change={choose('type')} options={profile.case_types} all={text('f_all')} />
        <Pick id="f-who" label={text('f_who')} value={value('assignee')} change={choose('assignee')} options={who} all={text('f_all')} />
        <Pick id="f-answered" label={plain('filter_answered')} value={value('answered')} change={choose('answered')} options={[{ id: 'yes', title: plain('answered') }]} all={text('f_all')} />
      </div>
      {list.data && (
        <p class="count" role="status">
          <b>{text('count', { n: list.data.total })}</b>
        </p>
      )}
      {list.data?.cases.length === 0 && (
        <div class="nothing">
          <h3>{text('none')}</h3>
          <p>{text('none_text')}</p>
        </div>
      )}
      <ul class="tickets">{list.data?.cases.map((one) => <Row key={one.id} one={one} go={go} />)}</ul>
      {list.data?.next && (
        <button type="button" class="button plain more" onClick={() => setWanted(wanted + pageSize)}>
          {plain('more')}
        </button>
      )}
    </>
  );
}
