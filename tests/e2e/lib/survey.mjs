// SPDX-License-Identifier: Apache-2.0
// A survey and a message catalog as files of the repository: what a worker reads, to be found again in what arrives.
import fs from 'node:fs';
import path from 'node:path';
import {SOURCE_DIR} from './service.mjs';

const TYPES = new Set(['note', 'select_one', 'select_multiple', 'integer', 'decimal', 'text', 'date']);
const inLanguage = (label, language) => (typeof label === 'string' ? label : label?.[language] ?? '');
// Spaces as one: a channel may wrap a text otherwise than the survey's file.
export const flat = (text) => text.replace(/\s+/g, ' ').trim();

export function loadCatalog(language) {
  return JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'locales/messages', `${language}.json`), 'utf8'));
}

// {questions: [{name, type, label, choices: [{value, label}]}]} in one language, in the survey's order.
export function loadSurvey(id, language) {
  const root = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys', `${id}.json`), 'utf8'));
  const questions = [];
  const choicesOf = (question) => {
    const list = question.choices ?? question.options ?? [];
    const items = typeof list === 'string' ? (root.choices ?? root.lists)[list] : list;
    return (items ?? []).map((c) => ({value: c.value ?? c.name, label: flat(inLanguage(c.label, language))}));
  };
  const visit = (node) => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (node && typeof node === 'object') {
      if (typeof node.name === 'string' && TYPES.has(node.type)) {
        questions.push({name: node.name, type: node.type, label: flat(inLanguage(node.label, language)), choices: choicesOf(node)});
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(root);
  return {id, language, questions};
}
