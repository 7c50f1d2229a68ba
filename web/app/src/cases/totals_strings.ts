// SPDX-License-Identifier: Apache-2.0
// Texts of the totals of what was put right.
import { useSpoken } from '../shared/language';

const en = {
  totals: 'What was put right',
  totals_text: 'Closed cases, how they ended, how many workers gained, what was paid. Numbers of cases from 1 to 4 stand as a band, and so does what would tell them by subtraction. A period is always whole. Hand out one kind of period only: months beside quarters can tell what a band hides.',
  totals_by: 'By',
  by_month: 'month',
  by_quarter: 'quarter',
  by_year: 'year',
  totals_from: 'Closed from',
  totals_to: 'Closed until',
  totals_none: 'No case was closed in this time.',
  totals_closed: 'Cases closed',
  totals_outcomes: 'How they ended',
  totals_gained: 'Cases by number of workers who gained',
  totals_with_money: 'Cases in which money was paid',
  totals_paid: 'Paid to workers',
  totals_hidden: 'not told: too few cases',
};
type Key = keyof typeof en;

const es: typeof en = {
  totals: 'Lo que se corrigió',
  totals_text: 'Casos cerrados, cómo terminaron, cuántas personas trabajadoras ganaron, qué se pagó. De 1 a 4 casos se muestra un rango, y también en lo que permitiría calcularlos por resta. Un período siempre está entero. Entregue una sola clase de período: meses junto a trimestres pueden revelar lo que un rango oculta.',
  totals_by: 'Por',
  by_month: 'mes',
  by_quarter: 'trimestre',
  by_year: 'año',
  totals_from: 'Cerrados desde',
  totals_to: 'Cerrados hasta',
  totals_none: 'No se cerró ningún caso en este tiempo.',
  totals_closed: 'Casos cerrados',
  totals_outcomes: 'Cómo terminaron',
  totals_gained: 'Casos por número de personas que ganaron',
  totals_with_money: 'Casos en los que se pagó dinero',
  totals_paid: 'Pagado a las personas trabajadoras',
  totals_hidden: 'no se dice: muy pocos casos',
};

const fr: typeof en = {
  totals: 'Ce qui a été réparé',
  totals_text: 'Dossiers clos, leur issue, combien de travailleurs y ont gagné, ce qui a été payé. De 1 à 4 dossiers, une fourchette est donnée, comme pour ce qui permettrait de les calculer par soustraction. Une période est toujours entière. Ne diffusez qu’une sorte de période : des mois à côté de trimestres peuvent révéler ce qu’une fourchette cache.',
  totals_by: 'Par',
  by_month: 'mois',
  by_quarter: 'trimestre',
  by_year: 'année',
  totals_from: 'Clos à partir du',
  totals_to: 'Clos jusqu’au',
  totals_none: 'Aucun dossier n’a été clos dans cette période.',
  totals_closed: 'Dossiers clos',
  totals_outcomes: 'Leur issue',
  totals_gained: 'Dossiers selon le nombre de travailleurs qui y ont gagné',
  totals_with_money: 'Dossiers dans lesquels de l’argent a été payé',
  totals_paid: 'Payé aux travailleurs',
  totals_hidden: 'non communiqué : trop peu de dossiers',
};

const tables = { en, es, fr };

export function useTotalsText(): (key: Key) => string {
  const { lang } = useSpoken();
  return (key) => tables[lang][key];
}
