// SPDX-License-Identifier: Apache-2.0
// `dwbot scrub` beside two scrubbers of npm, on the labelled texts of tests/privacy/scrub: what each finds by kind, and how
// much of the innocent texts each hides. Same measure for all three, blind to how a placeholder is written: a value is found
// when no five of its digits in a row, or no word of it, is left.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {test} from 'node:test';

const {SyncRedactor} = createRequire(import.meta.url)('redact-pii');
const folder = new URL('../privacy/scrub/', import.meta.url).pathname;
const sets = readdirSync(folder).filter(name => name.endsWith('.json')).sort()
  .map(name => JSON.parse(readFileSync(folder + name, 'utf8')));

const asciiDigits = text => text.normalize('NFKC').replace(/\p{Nd}/gu, c => {
  let zero = c.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && c.codePointAt(0) - zero < 9) --zero;
  return String(c.codePointAt(0) - zero);
});
const digitsOf = text => asciiDigits(text).replace(/\D/g, '');
const wordsOf = text => text.toLowerCase().match(/[\p{L}\p{M}]{3,}/gu) ?? [];

// A word that the rest of the sentence has too ("mail") says nothing.
function found(value, output, rest) {
  const digits = digitsOf(value);
  if (digits.length >= 5) {
    const left = digitsOf(output);
    for (let i = 0; i + 5 <= digits.length; ++i) if (left.includes(digits.slice(i, i + 5))) return false;
    return true;
  }
  const left = output.toLowerCase();
  return !wordsOf(value).filter(w => !['com', 'org', 'https', 'www', 'gmail'].includes(w) && !rest.includes(w)).some(w => left.includes(w));
}

function hidden(text, output) {
  let head = 0;
  while (head < text.length && text[head] === output[head]) ++head;
  let tail = 0;
  while (tail < text.length - head && tail < output.length && text.at(-1 - tail) === output.at(-1 - tail)) ++tail;
  return text.length - head - tail;
}

// Each template with each value of its first slot; other slots get their values in turn.
function* texts({templates, values}) {
  for (const template of templates) {
    const slots = [...template.matchAll(/\{(\w+)\}/g)].map(m => m[1]);
    const most = Math.max(...slots.map(s => values[s].length));
    for (let n = 0; n < most; ++n) {
      const marks = slots.map(kind => ({kind, value: values[kind][n % values[kind].length]}));
      let i = 0;
      const rest = template.replace(/\{\w+\}/g, ' ').toLowerCase() + marks.map(m => m.kind).join(' ');
      yield {rest, text: template.replace(/\{\w+\}/g, () => marks[i++].value), marks};
    }
  }
}

const ours = (set, lines) => {
  const run = spawnSync(process.env.DWBOT, ['scrub', '--country', set.country, '--lang', set.language],
    {input: lines.join('\n') + '\n', encoding: 'utf8', maxBuffer: 1 << 26});
  assert.equal(run.status, 0, run.stderr);
  return run.stdout.split('\n').slice(0, -1);
};
const redactPii = new SyncRedactor();
const theirs = {'redact-pii': (_, lines) => lines.map(line => redactPii.redact(line))};
try {
  const {OpenRedaction} = await import('@openredaction/core');
  const open = new OpenRedaction();
  theirs.openredaction = (_, lines) => Promise.all(lines.map(async line => (await open.detect(line)).redacted));
} catch (error) {  // wants Node 20
  console.log(`openredaction does not run here: ${error.code ?? error.message}`);
}

async function measure(scrub) {
  const kinds = {};
  let innocent = 0, masked = 0, negatives = 0, touched = 0;
  for (const set of sets) {
    const all = [...texts(set)];
    const out = await scrub(set, all.map(each => each.text).concat(set.negatives));
    all.forEach(({marks, rest}, i) => marks.forEach(({kind, value}) => {
      const name = kind === 'Name' ? 'name' : kind;
      const count = kinds[name] ??= {hits: 0, all: 0};
      ++count.all;
      if (found(value, out[i], rest)) ++count.hits;
    }));
    set.negatives.forEach((text, i) => {
      const gone = hidden(text, out[all.length + i]);
      innocent += text.length, masked += gone, ++negatives, touched += gone > 0 ? 1 : 0;
    });
  }
  return {kinds, masked: masked / innocent, touched: touched / negatives};
}

test('finds more and hides less than redact-pii and openredaction', {timeout: 300_000}, async () => {
  const rows = {dwbot: await measure(ours)};
  for (const [name, scrub] of Object.entries(theirs)) rows[name] = await measure(scrub);
  const kinds = Object.keys(rows.dwbot.kinds).sort();
  const share = ({hits, all}) => (hits / all).toFixed(3);
  console.log(['found'.padEnd(14), ...kinds.map(k => k.padStart(8)), 'innocent letters hidden', 'innocent texts touched'].join(' '));
  for (const [name, row] of Object.entries(rows)) {
    console.log([name.padEnd(14), ...kinds.map(k => share(row.kinds[k]).padStart(8)), (100 * row.masked).toFixed(2).padStart(21) + ' %',
      (100 * row.touched).toFixed(1).padStart(20) + ' %'].join(' '));
  }
  for (const kind of kinds) assert.ok(rows.dwbot.kinds[kind].hits / rows.dwbot.kinds[kind].all >= 0.99, kind);
  assert.ok(rows.dwbot.masked <= 0.01);
  for (const name of Object.keys(theirs)) {
    for (const kind of kinds) assert.ok(share(rows.dwbot.kinds[kind]) >= share(rows[name].kinds[kind]), `${name} ${kind}`);
    assert.ok(rows.dwbot.masked <= rows[name].masked, name);
  }
});
