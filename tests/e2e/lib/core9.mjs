// SPDX-License-Identifier: Apache-2.0
// What simulated workers answer in Core-9, by the survey's own names, and which ticket must come of it (null: none).
const FINE = {safe_now: 'yes', consent: 'yes', age: 'adult', danger: 'no', documents: 'self', wages_paid: 'yes', hours: 9};

const ENGLISH = {...FINE, site: 'Garment mill near the harbour', one_thing: 'A longer break at noon'};
const BENGALI = {...FINE, site: 'সাভারের পোশাক কারখানা', one_thing: 'দুপুরে খাওয়ার জন্য আরও সময় দরকার'};

// In the survey's order, for a worker who is asked everything.
export const QUESTIONS = ['safe_now', 'consent', 'age', 'danger', 'documents', 'site', 'wages_paid', 'hours', 'one_thing'];

export const PLANS = [
  {language: 'en', plan: {...ENGLISH, wages_paid: 'no'}, ticket: {kind: 'complaint', topic: 'wages'}},
  {language: 'bn', plan: {...BENGALI, documents: 'employer', wages_paid: 'no', hours: 14}, ticket: {kind: 'complaint', topic: 'documents'}},
  {language: 'en', plan: ENGLISH, ticket: null},
  {language: 'en', plan: {...ENGLISH, danger: 'yes'}, ticket: {kind: 'complaint', topic: 'danger'}},
  {language: 'bn', plan: {...BENGALI, age: '15_17', hours: 13}, ticket: {kind: 'signal', topic: 'hours'}},
];
