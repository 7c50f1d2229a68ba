// SPDX-License-Identifier: Apache-2.0
// Where we differ from the two engines, and why. Each stands in docs/survey-format.md, "Decided where engines differ"; a
// decision that no expression needs fails the test. `only` names the expressions that it may explain; without it, `holds`
// must tell from the values alone.
const any = () => true;
const decision = (name, {only, holds = any, engine} = {}) => ({
  name, engine,
  holds: (expression, mine, theirs) => (!only || only.includes(expression)) && holds(mine, theirs, expression),
});
const cannot = /^9$|Weird args|Expected one token|callNative\(\)|Unknown function: instance|Cannot read properties of undefined|Expression has syntax error/;

export const decisions = [
  decision('what is no number is printed as nothing', {holds: (mine, theirs) => typeof theirs === 'string' && theirs.includes('NaN') && theirs.replaceAll('NaN', '') === mine}),
  decision('the engine cannot run it', {holds: (mine, theirs) => !mine.error && Boolean(theirs.error) && cannot.test(theirs.error)}),
  decision('a choice that the list does not have is an error', {holds: (mine, theirs) => /has no choice/.test(mine.error ?? '') && !theirs.error}),
  decision('--3 is 3', {only: ['--3', '- - ${a}'], engine: 'enketo'}),
  decision('= holds within 1e-12', {only: ['0.1 + 0.2 = 0.3', '1 = 1.0000000000001']}),
  decision('a bare question is true if it was answered', {only: ['not(${b})', 'boolean(${b})', 'if(${b}, 1, 2)']}),
  decision('a path to nothing equals an empty text', {only: ["${kids}[age > 100]/age = ''"]}),
  decision('coalesce() takes what is no number as empty', {only: ['coalesce(0 div 0, 4)'], engine: 'enketo'}),
  decision('sum(), min() and max() leave out what is empty', {only: ['sum(${age})', 'min(${age})', 'max(${age})', 'max(${age}, 40)', 'max(${b}, 4)', "min(1, '', 3)",
    'sum(/data/kids/age)', "sum(${kids}[sex = 'f']/age)", "sum(${age}[. > 3])"]}),
  decision('of none they are empty', {only: ['sum(${kids}[age > 100]/age)']}),
  decision('round() goes half upwards', {only: ['round(-0.5)', 'round(-1.5)', 'round(-2.5)', 'round(-3.5)']}),
  decision('round() to digits goes by what is written', {only: ['round(1.005, 2)']}),
  decision('number() takes no exponent, no +, no 0x, no Infinity, no blanks', {only: ["number('1e3')", "number('+5')", "number('0x10')", "number('Infinity')", "number('  ')"]}),
  decision('a text is a day only as YYYY-MM-DD', {only: ["'2024-02-29' = '2024-2-29'", "date('20')", "date('01/02/2024')"]}),
  decision('a day that does not exist is empty', {only: ["date('2024-02-30')", "'2024-13-01' < 5"]}),
  decision('what is no date is empty', {only: ["date-time('x')", "date('20')", "date('01/02/2024')", "date('abc')"]}),
  decision('date() gives a whole day, date-time() a moment, as in Collect', {only: ["date('2024-02-29T23:00')", 'date(19782.9)', 'date(now())', "date-time('2024-02-29')"]}),
  decision('UTC is written +00:00', {holds: (mine, theirs) => typeof theirs === 'string' && theirs.replace('-00:00', '+00:00') === mine, engine: 'enketo'}),
  decision('decimal-time() takes HH:MM', {only: ["decimal-time('08:30')", "decimal-time('06:00:00')", 'decimal-time(${at})']}),
  decision('%% is one %, as in Collect', {only: ["format-date('2024-01-01', '100 %%')"], engine: 'odk'}),
  decision('once() looks at its own row only', {only: ['once(3)', "once('q')"]}),
  decision('regex() matches the whole text, by RE2', {only: ["regex('abc123', '[0-9]+')", "regex('José', '\\p{L}+')", "regex('a', concat('[', 'a'))"]}),
  decision('and, or give true or false, as XPath says', {only: ["true() and 'false'", "true() and ''", "0 or ''", '1 and 2', '1 = 2 or 1'], engine: 'odk'}),
  decision('of a character that translate() names twice the first counts, as XPath says', {only: ["translate('aab', 'aa', 'xy')"], engine: 'enketo'}),
  decision('characters are counted, not halves of them', {only: ["string-length('😀')", "substr('añ😀b', 1, 3)"]}),
];
