// SPDX-License-Identifier: Apache-2.0
// Texts that several pages of the office need, in every language of the pages. The compiler holds each language to the keys of
// English. Each page and each part `learn`s its own besides, so that nobody waits for the texts of another.

import { languages } from './lang';
import type { Lang } from './lang';
import type { en as Audit } from './audit_strings';
import type { en as Feed } from './feed_strings';
import type { en as Desk } from './desk_strings';
import type { en as Office } from './office_strings';
import type { en as Public } from './public_strings';
import type { en as Quality } from './quality_strings';
import type { en as Thread } from './thread_strings';
import type { en as Ticket } from './ticket_strings';

export { firstLanguage, keepLanguage, languages, wishedLanguages } from './lang';
export type { Lang } from './lang';

const en = {
  language_name: 'English',
  language: 'Language',

  inbox_title: 'Inbox',
  sign_in_title: 'Sign in',
  sign_in_button: 'Sign in',
  sign_out: 'Sign out',
  signed_in_as: '{name}, {role}',
  role_officer: 'officer',
  role_supervisor: 'supervisor',
  role_author: 'survey author',
  role_administrator: 'administrator',
  role_auditor: 'auditor',
  role_feed: 'another system',
  not_allowed: 'The role of this account may not read tickets.',

  filters: 'Filters',
  filter_severity: 'Class',
  filter_severity_all: 'All classes',
  filter_severity_up_to: '{name} and graver',
  filter_topic: 'Topic',
  filter_topic_all: 'All topics',
  filter_state: 'State',
  filter_state_all: 'All states',
  filter_survey: 'Survey',
  filter_survey_all: 'All surveys',
  filter_clear: 'Clear filters',
  state_new: 'New',
  state_in_case: 'In a case',
  state_closed: 'Closed',
  cases_title: 'Cases',
  sites_title: 'Workplaces',

  class_P0: 'Act now',
  class_P1: 'Urgent',
  class_P2: 'Serious',
  class_P3: 'Ordinary',
  class_P4: 'For information',

  count: 'Tickets: {n}',
  updated: 'Updated {time}',
  arrived: 'New tickets: {n}',
  loading: 'Loading…',
  more: 'Show more',
  empty_title: 'No tickets yet',
  empty_text: 'Tickets appear here by themselves, the gravest first.',
  empty_filtered_title: 'No ticket matches these filters',
  offline: 'The service cannot be reached. This page tries again by itself.',
  trouble: 'The service cannot read its data now. This page tries again by itself.',

  kind_signal: 'A sign of risk',
  kind_complaint: 'The worker’s own grievance',
  site: 'Workplace',
  site_none: 'no workplace code',
  week: 'Week',
  channel_sms: 'SMS',
  channel_whatsapp: 'WhatsApp',
  channel_telegram: 'Telegram',
  channel_webchat: 'Web chat',
  survey: 'Survey',
  state: 'State',
  clock: 'Decide',
  clock_none: 'No deadline',
  clock_over: 'Overdue',
  words_sealed: 'Words: sealed',

  detail: 'Ticket',
  choose_ticket: 'Choose a ticket to read it here.',
  answer_refused: 'Did not want to say',
  answer_dont_know: 'Does not know',
  answer_skipped: 'Skipped',
  more_reasons: '+{n} more',

};

type Own = keyof typeof en;
export type Key = Own | keyof typeof Audit | keyof typeof Quality | keyof typeof Feed | keyof typeof Desk | keyof typeof Office | keyof typeof Public | keyof typeof Thread | keyof typeof Ticket;
type Table = Record<Own, string>;

const es: Table = {
  language_name: 'Español',
  language: 'Idioma',

  inbox_title: 'Bandeja',
  sign_in_title: 'Entrar',
  sign_in_button: 'Entrar',
  sign_out: 'Salir',
  signed_in_as: '{name}, {role}',
  role_officer: 'inspector',
  role_supervisor: 'supervisor',
  role_author: 'autor de encuestas',
  role_administrator: 'administrador',
  role_auditor: 'auditor',
  role_feed: 'otro sistema',
  not_allowed: 'El rol de esta cuenta no puede leer avisos.',

  filters: 'Filtros',
  filter_severity: 'Clase',
  filter_severity_all: 'Todas las clases',
  filter_severity_up_to: '{name} y más graves',
  filter_topic: 'Tema',
  filter_topic_all: 'Todos los temas',
  filter_state: 'Estado',
  filter_state_all: 'Todos los estados',
  filter_survey: 'Encuesta',
  filter_survey_all: 'Todas las encuestas',
  filter_clear: 'Quitar filtros',
  state_new: 'Nuevo',
  state_in_case: 'En un caso',
  state_closed: 'Cerrado',
  cases_title: 'Casos',
  sites_title: 'Lugares',

  class_P0: 'Actuar ya',
  class_P1: 'Urgente',
  class_P2: 'Grave',
  class_P3: 'Ordinario',
  class_P4: 'Informativo',

  count: 'Avisos: {n}',
  updated: 'Actualizado a las {time}',
  arrived: 'Avisos nuevos: {n}',
  loading: 'Cargando…',
  more: 'Mostrar más',
  empty_title: 'Todavía no hay avisos',
  empty_text: 'Los avisos aparecen aquí por sí solos, los más graves primero.',
  empty_filtered_title: 'Ningún aviso coincide con estos filtros',
  offline: 'No se puede llegar al servicio. Esta página lo intenta de nuevo por sí sola.',
  trouble: 'El servicio no puede leer sus datos ahora. Esta página lo intenta de nuevo por sí sola.',

  kind_signal: 'Indicio de riesgo',
  kind_complaint: 'Agravio del propio trabajador',
  site: 'Lugar de trabajo',
  site_none: 'sin código del lugar',
  week: 'Semana',
  channel_sms: 'SMS',
  channel_whatsapp: 'WhatsApp',
  channel_telegram: 'Telegram',
  channel_webchat: 'Chat web',
  survey: 'Encuesta',
  state: 'Estado',
  clock: 'Decidir',
  clock_none: 'Sin plazo',
  clock_over: 'Vencido',
  words_sealed: 'Texto: sellado',

  detail: 'Aviso',
  choose_ticket: 'Elija un aviso para leerlo aquí.',
  answer_refused: 'No quiso decirlo',
  answer_dont_know: 'No lo sabe',
  answer_skipped: 'Omitida',
  more_reasons: '+{n} más',

};

const fr: Table = {
  language_name: 'Français',
  language: 'Langue',

  inbox_title: 'Boîte de réception',
  sign_in_title: 'Connexion',
  sign_in_button: 'Se connecter',
  sign_out: 'Se déconnecter',
  signed_in_as: '{name}, {role}',
  role_officer: 'inspecteur',
  role_supervisor: 'superviseur',
  role_author: 'auteur d’enquêtes',
  role_administrator: 'administrateur',
  role_auditor: 'auditeur',
  role_feed: 'autre système',
  not_allowed: 'Le rôle de ce compte ne permet pas de lire les signalements.',

  filters: 'Filtres',
  filter_severity: 'Classe',
  filter_severity_all: 'Toutes les classes',
  filter_severity_up_to: '{name} et plus grave',
  filter_topic: 'Sujet',
  filter_topic_all: 'Tous les sujets',
  filter_state: 'État',
  filter_state_all: 'Tous les états',
  filter_survey: 'Enquête',
  filter_survey_all: 'Toutes les enquêtes',
  filter_clear: 'Effacer les filtres',
  state_new: 'Nouveau',
  state_in_case: 'Dans un dossier',
  state_closed: 'Clos',
  cases_title: 'Dossiers',
  sites_title: 'Lieux',

  class_P0: 'Agir tout de suite',
  class_P1: 'Urgent',
  class_P2: 'Grave',
  class_P3: 'Ordinaire',
  class_P4: 'Pour information',

  count: 'Signalements : {n}',
  updated: 'Mis à jour à {time}',
  arrived: 'Nouveaux signalements : {n}',
  loading: 'Chargement…',
  more: 'Afficher plus',
  empty_title: 'Pas encore de signalement',
  empty_text: 'Les signalements apparaissent ici d’eux-mêmes, les plus graves d’abord.',
  empty_filtered_title: 'Aucun signalement ne correspond à ces filtres',
  offline: 'Le service ne répond pas. Cette page réessaie d’elle-même.',
  trouble: 'Le service ne peut pas lire ses données pour le moment. Cette page réessaie d’elle-même.',

  kind_signal: 'Indice d’un risque',
  kind_complaint: 'Grief du travailleur lui-même',
  site: 'Lieu de travail',
  site_none: 'sans code du lieu',
  week: 'Semaine',
  channel_sms: 'SMS',
  channel_whatsapp: 'WhatsApp',
  channel_telegram: 'Telegram',
  channel_webchat: 'Messagerie web',
  survey: 'Enquête',
  state: 'État',
  clock: 'Décider',
  clock_none: 'Sans délai',
  clock_over: 'En retard',
  words_sealed: 'Texte : scellé',

  detail: 'Signalement',
  choose_ticket: 'Choisissez un signalement pour le lire ici.',
  answer_refused: 'N’a pas voulu le dire',
  answer_dont_know: 'Ne sait pas',
  answer_skipped: 'Passée',
  more_reasons: '+{n} autres',

};

const tables: Record<Lang, Record<string, string>> = { en, es, fr };

export function learn(more: Record<Lang, Record<string, string>>): void {
  for (const lang of languages) Object.assign(tables[lang], more[lang]);
}

export type Text = (key: Key, values?: Record<string, string | number>) => string;

export function textOf(lang: Lang): Text {
  return (key, values = {}) => (tables[lang][key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

// A text whose key is made from a code; the code itself where nobody wrote a text for it.
export function codeText(text: Text, prefix: string, code: string): string {
  const key = `${prefix}_${code}`;
  return key in tables.en ? text(key as Key) : code;
}
