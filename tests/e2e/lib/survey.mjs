// SPDX-License-Identifier: Apache-2.0
// A survey and a message catalog as files of the repository: what a worker reads, to be found again in what arrives.
import fs from 'node:fs';
import path from 'node:path';
import {SOURCE_DIR} from './service.mjs';

const TYPES = new Set(['note', 'select_one', 'select_multiple', 'integer', 'decimal', 'text', 'date']);
const inLanguage = (label, language) => (typeof label === 'string' ? label : label?.[language] ?? '');
// Spaces as one: a channel may wrap a text otherwise than the survey's file.
export const flat = (text) => text.replace(/\s+/g, ' ').trim();

// The fixed words between the placeholders of a text, and whether a message holds them in order.
const parts = (text) => flat(text).split(/\$?\{[^}]*\}/).map((part) => part.trim()).filter(Boolean);
export function holds(line, wanted) {
  let at = 0;
  for (const part of wanted) {
    at = line.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  return wanted.length > 0;
}

export function loadCatalog(language) {
  return JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'locales/messages', `${language}.json`), 'utf8'));
}

// {questions: [{name, type, role, texts, choices: [{value, labels}]}]} in one language, in the survey's order; `texts` are the
// wordings that may arrive (the label, and those of one channel), each as its fixed parts.
export function loadSurvey(id, language) {
  const root = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys', `${id}.json`), 'utf8'));
  const questions = [];
  const choicesOf = (question) => {
    const list = question.choices ?? [];
    return (typeof list === 'string' ? root.choices[list] : list).map((c) => {
      const labels = [c.label, c.button].filter(Boolean).map((label) => flat(inLanguage(label, language)));
      return {value: c.value, labels};
    });
  };
  const visit = (node) => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (node && typeof node === 'object') {
      if (typeof node.name === 'string' && TYPES.has(node.type)) {
        const texts = [node.label, node.sms, node.whatsapp, node.telegram].filter(Boolean).map((label) => parts(inLanguage(label, language)));
        questions.push({name: node.name, type: node.type, role: node.role, texts, choices: choicesOf(node)});
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(root);
  return {id, language, questions};
}
