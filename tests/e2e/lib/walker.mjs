// SPDX-License-Identifier: Apache-2.0
// Plays a worker: reads each message that arrives, finds which question it is, and answers according to a plan.
import {flat, holds, loadCatalog, loadSurvey} from './survey.mjs';

const fixedPart = (template) => flat(template.split('{')[0]);

// "১২" for 12 in Bengali.
export function nativeDigits(number, language) {
  const zero = {bn: 0x09e6, hi: 0x0966, ar: 0x0660}[language];
  return zero === undefined ? String(number) : String(number).replace(/\d/g, (d) => String.fromCodePoint(zero + Number(d)));
}
function fromNativeDigits(text) {
  return text.replace(/[০-৯]/g, (d) => d.codePointAt(0) - 0x09e6).replace(/[०-९]/g, (d) => d.codePointAt(0) - 0x0966);
}

// The numbered lines of a message: [{number, label}].
export function numberedOptions(text) {
  const options = [];
  for (const line of text.split('\n')) {
    const match = /^\s*([\d०-९০-৯]{1,2})[.)]?\s+(\S.*)$/.exec(line);
    if (match && Number(fromNativeDigits(match[1])) === options.length + 1) options.push({number: options.length + 1, label: flat(match[2])});
  }
  return options;
}

export class Worker {
  // plan: question name -> value of an option, number, or text. Questions that it does not name are a failure of the test.
  constructor({survey = 'core-9', language, plan, followUp = true, removes = false}) {
    this.language = language;
    this.plan = plan;
    this.followUp = followUp;
    this.removes = removes;  // what shows who somebody is, when the bot asks
    this.survey = loadSurvey(survey, language);
    this.catalog = loadCatalog(language);
    this.own = this.catalog.own_name;
  }

  // What a message is: {kind: "language" | "question" | "follow_up" | "identity" | "receipt" | "end" | "other", question?, code?}.
  read(text, buttons = []) {
    const line = flat(text);
    const m = this.catalog.messages;
    const labels = [...buttons.map((b) => flat(b.text)), ...numberedOptions(text).map((o) => o.label)];
    if (labels.includes(this.own)) return {kind: 'language'};
    const [before, after] = m.receipt.split('{code}').map(flat);
    const at = line.indexOf(before);
    if (at >= 0) {
      const rest = line.slice(at + before.length);
      const end = rest.indexOf(after.slice(0, 4));
      if (end >= 0) return {kind: 'receipt', code: rest.slice(0, end).trim()};
    }
    if (line.includes(flat(m.follow_up_ask))) return {kind: 'follow_up'};
    const identity = ['phone', 'email', 'name', 'number', 'other'].find((what) => line.includes(flat(m[`identity_${what}`])));
    if (identity) return {kind: 'identity', what: identity};
    // The longest wording wins: one question's words may be part of another's.
    const length = (q) => Math.max(...q.texts.filter((t) => holds(line, t)).map((t) => t.join('').length));
    const found = this.survey.questions.filter((q) => q.type !== 'note' && q.texts.some((t) => holds(line, t)))
      .sort((a, b) => length(b) - length(a))[0];
    if (found) return {kind: 'question', question: found};
    for (const key of ['finished', 'consent_declined', 'child_end', 'stopped']) {
      if (line.includes(fixedPart(m[key]))) return {kind: 'end', key};
    }
    return {kind: 'other'};
  }

  // The labels that the option to take may have, or the words to write; null when nothing is to be answered.
  decide(text, buttons) {
    const seen = this.read(text, buttons);
    const m = this.catalog.messages;
    if (seen.kind === 'language') return {seen, labels: [this.own]};
    if (seen.kind === 'follow_up') return {seen, labels: [this.followUp ? m.word_yes : m.word_no]};
    if (seen.kind === 'identity') return {seen, labels: [this.removes ? m.word_yes : m.word_no]};
    if (seen.kind !== 'question') return {seen};
    const {question} = seen;
    if (!(question.name in this.plan)) throw new Error(`no answer is planned for question ${question.name}`);
    const value = this.plan[question.name];
    if (question.type === 'select_one') {
      const choice = question.choices.find((c) => c.value === value);
      if (!choice) throw new Error(`question ${question.name} has no option ${value}`);
      return {seen, labels: choice.labels, value};
    }
    return {seen, words: question.type === 'integer' ? nativeDigits(value, this.language) : String(value)};
  }

  // For channels without buttons: the text to send back, or null. Numbers are in the language's own digits; where an option
  // is the plain word yes or no, the word is written.
  answerInText(text) {
    const decided = this.decide(text);
    if (decided.words !== undefined) return {...decided, reply: decided.words};
    if (!decided.labels) return {...decided, reply: null};
    const m = this.catalog.messages;
    if (decided.seen.kind === 'question' && [m.word_yes, m.word_no].includes(decided.labels[0])) return {...decided, reply: decided.labels[0]};
    const option = numberedOptions(text).find((o) => decided.labels.includes(o.label));
    if (!option) throw new Error(`the message shows no option for ${decided.seen.question?.name ?? decided.seen.kind}`);
    return {...decided, reply: nativeDigits(option.number, this.language)};
  }

  // For channels with buttons: {button} to tap, or {reply} to write, or neither.
  answerByTap(message) {
    const decided = this.decide(message.text, message.buttons);
    if (decided.words !== undefined) return {...decided, reply: decided.words};
    if (!decided.labels) return decided;
    const button = message.buttons.find((b) => decided.labels.includes(flat(b.text)));
    if (!button) throw new Error(`no button for ${decided.seen.question?.name ?? decided.seen.kind}`);
    return {...decided, button};
  }
}
