// SPDX-License-Identifier: Apache-2.0
// The filters that are needed seldom: workplace, district, the worker's language, week. Fetched when somebody opens them, or an
// address names one.
import '../shared/base';
import type { FunctionComponent } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { allNames } from '../sites/names';
import type { SiteName } from '../sites/names';
import type { Api, TicketSummary } from '../shared/api';
import { useSpoken } from '../shared/language';
import type { ChoiceProps, Option } from './filters';
import { languageName, weekText } from './format';
import type { Filters } from './place';
import { isoWeek } from './weeks';

const text = {
  en: { site: 'Workplace (open tickets)', district: 'District', language: 'Worker’s language', week: 'Week', all: 'All', choose_district: 'Choose a district to see all its workplaces.' },
  es: { site: 'Lugar de trabajo (avisos abiertos)', district: 'Distrito', language: 'Idioma del trabajador', week: 'Semana', all: 'Todos', choose_district: 'Elija un distrito para ver todos sus lugares de trabajo.' },
  fr: { site: 'Lieu de travail (signalements ouverts)', district: 'District', language: 'Langue du travailleur', week: 'Semaine', all: 'Tous', choose_district: 'Choisissez un district pour voir tous ses lieux de travail.' },
};
const weeks = 12; // that can be chosen, back from now
const mostSites = 300; // in one list
const day = 24 * 3600 * 1000;

function merged(...lists: Option[][]): Option[] {
  const all = new Map<string, Option>();
  for (const option of lists.flat()) if (option.value) all.set(option.value, option);
  return [...all.values()].sort((a, b) => a.label.localeCompare(b.label));
}
const plain = (value: string | undefined): Option[] => (value ? [{ value, label: value }] : []);

interface Props {
  api: Api;
  tickets: TicketSummary[];
  filters: Filters;
  change: (filters: Filters) => void;
  Choice: FunctionComponent<ChoiceProps>; // of the first screen: an import of it would be one more file there
}

export function MoreFilters({ api, tickets, filters, change, Choice }: Props) {
  const { lang } = useSpoken();
  const says = text[lang];
  const [names, setNames] = useState<SiteName[]>([]);
  const [seen, setSeen] = useState<{ site: Option[]; language: string[] }>({ site: [], language: [] });
  useEffect(() => {
    allNames(api).then(setNames, () => undefined); // then what the list shows can be chosen
  }, []);
  useEffect(() => {
    setSeen((old) => ({
      site: merged(old.site, tickets.map(({ site, site_name }) => ({ value: site, label: site_name || site }))),
      language: [...new Set([...old.language, ...tickets.map((ticket) => ticket.language)])],
    }));
  }, [tickets]);
  const near = names.filter((one) => !filters.district || one.district === filters.district);
  const named = names.filter((one) => one.code === filters.site);
  const few = near.length <= mostSites;
  const sites = merged(plain(filters.site), filters.district && few ? [] : seen.site, [...named, ...(few ? near : [])].map((one) => ({ value: one.code, label: one.name })));
  const districts = merged(plain(filters.district), tickets.flatMap((one) => plain(one.site_district)), names.flatMap((one) => plain(one.district)));
  const languages = merged([...seen.language, filters.language ?? ''].map((value) => ({ value, label: languageName(value || 'en', lang) })));
  const now = Date.now() - new Date().getTimezoneOffset() * 60_000; // this day, as isoWeek reads it
  const recent = Array.from({ length: weeks }, (_, back) => isoWeek(new Date(now - back * 7 * day)));
  const known = new Set([...recent, ...tickets.map((one) => one.week), filters.week ?? '']);
  const byWeek = [...known].filter(Boolean).sort().reverse().map((value) => ({ value, label: weekText(value, lang) }));
  const choice = { all: says.all, filters, change };
  return (
    <>
      <Choice name="district" label={says.district} options={districts} {...choice} />
      <Choice name="site" label={says.site} options={sites} {...choice} />
      <Choice name="language" label={says.language} options={languages} {...choice} />
      <Choice name="week" label={says.week} options={byWeek} {...choice} />
      {!few && <p class="hint">{says.choose_district}</p>}
    </>
  );
}
