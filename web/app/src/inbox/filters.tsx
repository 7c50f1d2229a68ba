// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { useSpoken } from '../shared/language';
import { later } from '../shared/later';
import { codeText } from '../shared/strings';
import { qualityMarks, severities } from '../shared/api';
import type { Api, TicketSummary, Titled } from '../shared/api';
import type { FilterName, Filters } from './place';

const MoreFilters = later(() => import('./filters_more').then((part) => part.MoreFilters));

export interface Option {
  value: string;
  label: string;
}

// What can be chosen: every topic, state and survey seen so far in this tab, and what the address names.
export function useSeen(tickets: TicketSummary[], filters: Filters): Record<'topic' | 'survey', Titled[]> & { state: string[] } {
  const [seen, setSeen] = useState<{ topic: Titled[]; survey: Titled[]; state: string[] }>({ topic: [], survey: [], state: [] });
  useEffect(() => {
    setSeen((old) => ({
      topic: merge(old.topic, tickets.map((ticket) => ticket.topic)),
      survey: merge(old.survey, tickets.map((ticket) => ticket.survey)),
      state: [...new Set([...old.state, ...tickets.map((ticket) => ticket.state)])],
    }));
  }, [tickets]);
  const named = (id: string | undefined): Titled[] => (id ? [{ id, title: id }] : []);
  return {
    topic: merge(named(filters.topic), seen.topic),
    survey: merge(named(filters.survey), seen.survey),
    state: [...new Set([...seen.state, ...(filters.state ? [filters.state] : [])])],
  };
}

function merge(old: Titled[], fresh: Titled[]): Titled[] {
  const all = new Map(old.map((one) => [one.id, one]));
  for (const one of fresh) all.set(one.id, one);
  return [...all.values()].sort((a, b) => a.title.localeCompare(b.title));
}

export interface ChoiceProps {
  name: FilterName;
  label: string;
  all: string;
  options: Option[];
  filters: Filters;
  change: (filters: Filters) => void;
}

function Choice({ name, label, all, options, filters, change }: ChoiceProps) {
  const choose = (value: string) => {
    const next = { ...filters };
    if (value) next[name] = value;
    else delete next[name];
    change(next);
  };
  return (
    <label class="filter">
      <span>{label}</span>
      <select value={filters[name] ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

export function FilterBar(props: { api: Api; tickets: TicketSummary[]; filters: Filters; change: (filters: Filters) => void }) {
  const { text } = useSpoken();
  const { filters, change } = props;
  const [more, setMore] = useState(false);
  const seen = useSeen(props.tickets, filters);
  const count = Object.keys(filters).length;
  const bySeverity = severities.slice(0, 4).map((value, index) => {
    const label = index === 0 ? `${value} ${text(`class_${value}`)}` : text('filter_severity_up_to', { name: value });
    return { value, label };
  });
  const titled = (list: Titled[]) => list.map(({ id, title }) => ({ value: id, label: title }));
  const states = seen.state.map((value) => ({ value, label: codeText(text, 'state', value) }));
  const marks = [{ value: 'any', label: text('quality_any') }, ...qualityMarks.map((mark) => ({ value: mark, label: text(`quality_short_${mark}`) }))];
  const choice = { filters, change };
  return (
    <details class="filters" open={count > 0 || window.innerWidth >= 700}>
      <summary>
        {text('filters')}
        {count > 0 && ` (${count})`}
      </summary>
      <div class="filter-row">
        <Choice name="severity" label={text('filter_severity')} all={text('filter_severity_all')} options={bySeverity} {...choice} />
        <Choice name="topic" label={text('filter_topic')} all={text('filter_topic_all')} options={titled(seen.topic)} {...choice} />
        <Choice name="state" label={text('filter_state')} all={text('filter_state_all')} options={states} {...choice} />
        <Choice name="survey" label={text('filter_survey')} all={text('filter_survey_all')} options={titled(seen.survey)} {...choice} />
        <Choice name="quality" label={text('filter_quality')} all={text('filter_quality_all')} options={marks} {...choice} />
        <Choice name="answered" label={text('filter_answered')} all={text('filter_quality_all')} options={[{ value: 'yes', label: text('answered') }]} {...choice} />
        {more || filters.site || filters.district || filters.language || filters.week ? (
          <MoreFilters {...props} Choice={Choice} />
        ) : (
          <button type="button" class="button plain" onClick={() => setMore(true)}>
            {text('filter_more')}
          </button>
        )}
        {count > 0 && (
          <button type="button" class="button plain" onClick={() => change({})}>
            {text('filter_clear')}
          </button>
        )}
      </div>
    </details>
  );
}
