// SPDX-License-Identifier: Apache-2.0
// Core-9 from the first word to the receipt on every channel, against stand-ins that refuse what the providers would refuse
// (`dwbot simulate`, bot/simulate/providers/): signatures, credentials, sizes, encodings, windows.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createHmac} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {freePort, request, serve, until} from './lib/http.mjs';
import {allChannels} from './lib/senders.mjs';
import {DWBOT, SECRET, SOURCE_DIR, Service} from './lib/service.mjs';

const WORKERS_EACH = 4;

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(DWBOT, args, {stdio: ['ignore', 'pipe', 'pipe']});
    let out = '';
    child.stdout.on('data', (d) => { out += d; });
    child.stderr.on('data', (d) => { out += d; });
    const timer = setTimeout(() => child.kill('SIGTERM'), 100_000);
    child.once('exit', (code) => { clearTimeout(timer); resolve({code, out}); });
  });
}

test('a conversation walks Core-9 on each channel', {timeout: 150_000}, async () => {
  const api = `http://127.0.0.1:${await freePort()}`;
  let names;
  const service = await Service.create((config, created) => {
    config.channels = allChannels(api, created.url, 200); // one of each kind; all providers are one stand-in
    // Simulated workers speak every language of the survey.
    config.languages.allow_unreviewed = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/core-9.json'), 'utf8')).languages;
    names = Object.keys(config.channels);
  });
  try {
    await service.prepare().start();
    const workers = names.length * WORKERS_EACH;
    const {code, out} = await run(['simulate', '--config', service.configFile, '--workers', String(workers), '--rate', '20', '--seed', '5', '--until-done',
      // With canaries nobody asks to be asked later, which would take hours.
      '--canaries', path.join(service.folder, 'canaries.json')]);
    const {text} = await request(`${service.internalUrl}/metrics`);
    assert.equal(code, 0, `every worker finishes:\n${out}\n${text}\n${service.logTail()}`);
    assert.doesNotMatch(out, /refused by the service/, out);
    const sends = text.split('\n').filter((line) => line.startsWith('dwbot_sends_total')).map((line) => [line, Number(line.split(' ').at(-1))]);
    for (const name of names) {
      const of = sends.filter(([key]) => key.includes(`channel="${name}"`));
      const sent = of.filter(([key]) => /outcome="(sent|parked)"/.test(key)).reduce((sum, [, n]) => sum + n, 0);
      const other = of.filter(([key, n]) => n > 0 && !/outcome="(sent|parked|retry)"/.test(key));
      assert.ok(sent >= WORKERS_EACH * 3, `${name}: ${sent} messages were taken by the provider`);
      assert.deepEqual(other, [], `${name}: the provider refused nothing`);
    }
    const erased = text.split('\n').filter((line) => line.startsWith('dwbot_copies_erased_total{channel="twilio')).map((line) => Number(line.split(' ').at(-1)));
    assert.equal(erased.length, 2, 'the copies at Twilio are deleted, on both channels');
    assert.ok(erased.every((n) => n >= WORKERS_EACH * 2), `${erased} copies deleted`);
    console.log(`e2e: ${workers} workers on ${names.length} channels walked Core-9: ${out.trim().split('\n').at(-1)}`);
  } finally {
    const outcome = await service.stop();
    if (outcome) assert.equal(outcome.code, 0, `dwbot ends cleanly:\n${service.logTail()}`);
    service.remove();
  }
});

// A webhook as Meta signs it, with one text message per element of `texts`, each from a person of its own.
function metaWebhook(texts) {
  const messages = texts.map((body, n) => ({from: String(8801700000000 + n), id: `wamid.${n}`, timestamp: '1795302000', type: 'text', text: {body}}));
  const value = {messaging_product: 'whatsapp', metadata: {display_phone_number: '1', phone_number_id: '77'}, messages};
  const body = Buffer.from(JSON.stringify({object: 'whatsapp_business_account', entry: [{id: '1', changes: [{field: 'messages', value}]}]}));
  return {body, headers: {'content-type': 'application/json', 'content-length': body.length,
    'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`}};
}

test('Meta may send 3 MB at once, and no more', {timeout: 60_000}, async () => {
  const meta = await serve((req, body, res) => res.writeHead(200, {'content-type': 'application/json'})
    .end(JSON.stringify({messaging_product: 'whatsapp', messages: [{id: 'wamid.x'}]})));
  const service = await Service.create((config) => {
    config.channels = {wa: {type: 'whatsapp', survey: 'core-9', phone_number_id: '77', access_token: 't', app_secret: SECRET, verify_token: 'v', api_base: meta.url, messages_per_second: 2000}};
  });
  try {
    await service.prepare().start();
    const post = (texts) => request(`${service.url}/hooks/wa`, {method: 'POST', ...metaWebhook(texts)});
    const words = 'a'.repeat(14_000);
    const big = metaWebhook(Array(210).fill(words));
    assert.ok(big.body.length > 2_900_000 && big.body.length < 3 << 20, `${big.body.length} bytes`);
    assert.equal((await post(Array(210).fill(words))).status, 200);
    assert.equal((await service.metrics()).get('dwbot_turns_total'), 210, 'every message of it');
    assert.equal((await post(Array(240).fill(words))).status, 413);
    assert.equal((await service.metrics()).get('dwbot_turns_total'), 210);
  } finally {
    await service.stop();
    service.remove();
    await meta.close();
  }
});

test('over the budget of a block of numbers nothing leaves there, and an alarm says so', {timeout: 60_000}, async () => {
  const sent = [];
  const kannel = await serve((req, body, res) => {
    sent.push(new URL(req.url, 'http://x').searchParams.get('to'));
    res.writeHead(202).end('0: Accepted for delivery');
  });
  const service = await Service.create((config) => {
    config.limits.outbound_messages_per_prefix_per_day = 3;
    config.channels = {sms: {type: 'kannel', survey: 'core-9', sendsms_url: `${kannel.url}/cgi-bin/sendsms`, username: 'u', password: 'p', from: '8000', secret: SECRET}};
  });
  try {
    await service.prepare().start();
    const write = (from) => request(`${service.url}/hooks/sms?${new URLSearchParams({secret: SECRET, id: `${from}-1`, from, to: '8000', text: 'START', charset: 'UTF-8', coding: '0'})}`);
    const block = Array.from({length: 8}, (_, n) => `+88017123400${n}0`);
    for (const from of block) assert.equal((await write(from)).status, 200, 'nothing that is written is refused');
    const readyz = async () => (await request(`${service.internalUrl}/readyz`));
    await until(async () => /outbound_messages_per_prefix_per_day reached twice: nothing leaves there/.test((await readyz()).text), 'no alarm in /readyz');
    assert.equal((await readyz()).status, 200);
    await until(async () => (await service.metrics()).get('dwbot_outbound_held_total') >= 2, 'two wait');
    const {text} = await request(`${service.internalUrl}/metrics`);
    assert.match(text, /dwbot_outbound_budget_level\{scope="prefix"\} 2/);
    assert.match(text, /dwbot_outbound_held_total\{scope="prefix"\} [1-9]/);
    assert.equal(sent.length, 6, 'twice the limit: all were replies');
    const elsewhere = '+8801799990000';
    await write(elsewhere);
    await until(() => sent.includes(elsewhere), 'another block is held too');
    assert.equal(sent.length, 7);
  } finally {
    await service.stop();
    service.remove();
    await kannel.close();
  }
});
