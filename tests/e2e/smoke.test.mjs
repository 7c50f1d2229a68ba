// SPDX-License-Identifier: Apache-2.0
// The first conversation that a newcomer has: docs/examples/minimal.json, one worker by taps, one ticket, a clean stop.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {PLANS} from './lib/core9.mjs';
import {request, until} from './lib/http.mjs';
import {SECRET, SOURCE_DIR, Service, telegramChannel} from './lib/service.mjs';
import {TelegramProvider, tapUpdate, textUpdate} from './lib/telegram_client.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';
import {Worker} from './lib/walker.mjs';

// The example as it is, but on ports and folders of the test and with a stand-in for Telegram's servers.
function fromExample(config, service, standin) {
  const text = fs.readFileSync(path.join(SOURCE_DIR, 'docs/examples/minimal.json'), 'utf8');
  const example = JSON.parse(text.replace(/^\s*\/\/.*$/gm, '').replace(/\s\/\/ .*$/gm, ''));
  const {listen, data_dir: dataDir, keys, public_url: publicUrl} = config;
  for (const key of Object.keys(config)) delete config[key];
  Object.assign(config, example, {listen, data_dir: dataDir, public_url: publicUrl, keys: {...example.keys, ...keys}});
  const [name] = Object.keys(example.channels).filter((key) => example.channels[key].type === 'telegram');
  config.channels[name] = {...example.channels[name], ...telegramChannel(standin.url), survey: example.channels[name].survey};
  service.channel = name;
}

async function walk(provider, standin, chat, worker) {
  const keys = [];
  let next = 0;
  await provider.deliver(textUpdate(chat, '/start'));
  for (;;) {
    const message = await until(() => standin.messages.filter((m) => m.chat === chat)[next], () => `no message after ${keys.join(', ')}`);
    next += 1;
    const decided = worker.answerByTap(message);
    keys.push(decided.seen.question?.name ?? decided.seen.kind);
    if (decided.button) await provider.deliver(tapUpdate(chat, message, decided.button.data));
    else if (decided.reply !== undefined) await provider.deliver(textUpdate(chat, decided.reply));
    if (decided.seen.kind === 'receipt') return {keys, code: decided.seen.code};
  }
}

test('the example of the guide serves a first conversation', {timeout: 60_000}, async () => {
  const standin = await new TelegramStandin().start();
  const service = await Service.create((config, created) => fromExample(config, created, standin));
  const provider = new TelegramProvider(`${service.url}/hooks/${service.channel}`, SECRET);
  try {
    await service.prepare().start();
    assert.equal((await request(`${service.internalUrl}/healthz`)).status, 200);
    assert.match(fs.readFileSync(`/proc/${service.child.pid}/limits`, 'utf8'), /Max core file size\s+0\s+0/, 'a crash would leave a core file');
    const {plan, language, ticket} = PLANS.find((p) => p.ticket && p.language === 'en');
    const {keys, code} = await walk(provider, standin, 4242, new Worker({language, plan}));
    console.log(`e2e: smoke, in order: ${keys.join(' ')}`);
    assert.ok(code.length >= 6, 'a receipt code was given');
    const {tickets, total} = await service.tickets();
    assert.equal(total, 1);
    assert.equal(tickets[0].kind, ticket.kind);
    assert.equal(tickets[0].topic.id, ticket.topic);
    assert.equal(tickets[0].language, language);

    const unsigned = new TelegramProvider(`${service.url}/hooks/${service.channel}`, 'not-the-secret-of-this-channel');
    assert.ok([401, 403].includes(await unsigned.post(textUpdate(4243, 'hello'))), 'a wrong secret is refused');
    unsigned.close();
    const anonymous = await request(`${service.url}/api/v1/tickets`);
    assert.equal(anonymous.status, 401, 'no ticket without a token');
    // Nothing that identifies the worker stands in the data folder or the log in clear.
    const log = fs.readFileSync(service.logFile, 'utf8');
    assert.ok(!log.includes('4242'), 'the log does not name the chat');
  } finally {
    const outcome = await service.stop();
    provider.close();
    await standin.stop();
    if (outcome) assert.equal(outcome.code, 0, `dwbot ends cleanly on SIGTERM:\n${service.logTail()}`);
    service.remove();
  }
});
