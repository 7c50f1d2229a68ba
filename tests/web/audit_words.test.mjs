// SPDX-License-Identifier: Apache-2.0
// Every action that the service writes into the audit has words on the page Audit, in its three languages (tsc holds these alike).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const action = /"((?:account|alerts|cases?|feed|office_key|session|site|survey|thread|tickets?|words)\.[a-z_]+)"/g;
const noActions = ['feed.event', 'feed.referral', 'survey.json', 'survey.xlsx', 'tickets.csv', 'tickets.xlsx']; // kinds of rows, names of downloads

test('no code of the audit stands before an officer', () => {
  const words = readFileSync(new URL('web/app/src/shared/audit_strings.ts', root), 'utf8');
  const seen = new Set();
  for (const folder of ['ecms/', 'web/', 'bot/turn/']) {
    for (const name of readdirSync(new URL(folder, root)).filter((one) => one.endsWith('.cpp'))) {
      for (const [, found] of readFileSync(new URL(folder + name, root), 'utf8').matchAll(action)) seen.add(found);
    }
  }
  for (const name of noActions) seen.delete(name);
  assert.ok(seen.size > 20, 'the actions are found');
  for (const name of seen) assert.ok(words.includes(`audit_${name.replace('.', '_')}:`), `audit_strings.ts has no words for "${name}"`);
});
