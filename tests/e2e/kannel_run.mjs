// SPDX-License-Identifier: Apache-2.0
// The run itself; kannel.test.mjs puts it into a network namespace.
import assert from 'node:assert/strict';
import {PLANS, QUESTIONS} from './lib/core9.mjs';
import {sleep, until} from './lib/http.mjs';
import {Handset, Kannel, PORTS, SHORT_CODE, USER} from './lib/kannel.mjs';
import {SECRET, Service} from './lib/service.mjs';
import {Worker} from './lib/walker.mjs';

const NUMBER = '+8801700000001';

async function walk(handset, worker) {
  const keys = [];
  handset.send('hello');  // says nothing of the language: the menu comes first
  for (let next = 0; ; ++next) {
    const text = await until(() => handset.received[next], () => `no message after ${keys.join(', ')}`, 30_000);
    const decided = worker.answerInText(text);
    keys.push(decided.seen.question?.name ?? decided.seen.kind);
    if (decided.reply !== null && decided.reply !== undefined) {
      // In order: nothing more may come before the answer to this.
      assert.equal(handset.received.length, next + 1, 'a message came that no answer asked for');
      handset.send(decided.reply);
    }
    if (decided.seen.kind === 'receipt') return {keys, code: decided.seen.code, replies: keys.length};
  }
}

const service = await Service.create((config) => {
  config.channels = {sms: {type: 'kannel', survey: 'core-9', sendsms_url: `http://127.0.0.1:${PORTS.sendsms}/cgi-bin/sendsms`,
    username: USER.username, password: USER.password, from: SHORT_CODE, secret: SECRET}};
});
let kannel;
let handset;
try {
  kannel = new Kannel(service.folder, `${service.url}/hooks/sms`, SECRET);
  await Promise.all([service.prepare().start(), kannel.start()]);
  handset = await new Handset(NUMBER).connect();
  const {plan, ticket} = PLANS.find((p) => p.ticket && p.language === 'bn');
  const worker = new Worker({language: 'bn', plan});
  const {keys, code} = await walk(handset, worker);
  console.log(`e2e: kannel, in order: ${keys.join(' ')}`);
  assert.deepEqual(keys.filter((key) => worker.survey.questions.some((q) => q.name === key)), QUESTIONS, 'every question, in order');
  assert.ok(code.length >= 6);
  await sleep(500);
  assert.equal(handset.received.length, keys.length, 'nothing more came');
  assert.equal(handset.outOfOrder, 0, 'the parts of each message came in order');
  assert.deepEqual(handset.unreadable, []);
  const {tickets, total} = await service.tickets();
  assert.equal(total, 1);
  assert.equal(tickets[0].kind, ticket.kind);
  assert.equal(tickets[0].topic.id, ticket.topic);
  assert.equal(tickets[0].language, 'bn');
  console.log(`e2e: kannel: ${handset.received.length} messages at the handset; ticket: ${tickets[0].kind}, ${tickets[0].topic.id}, ${tickets[0].severity}`);
} catch (error) {
  console.error(error);
  console.error(service.logTail());
  if (kannel) console.error(kannel.logs());
  process.exitCode = 1;
} finally {
  handset?.close();
  await kannel?.stop();
  await service.stop();
  service.remove();
}
