// SPDX-License-Identifier: Apache-2.0
// Core-9 from the first word to the receipt on every channel, against stand-ins that refuse what the providers would refuse
// (`dwbot simulate`, bot/simulate/providers/): signatures, credentials, sizes, encodings, windows.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {freePort, request} from './lib/http.mjs';
import {DWBOT, SECRET, SOURCE_DIR, Service, telegramChannel} from './lib/service.mjs';

const WORKERS_EACH = 4;

// One of each kind; all providers are one stand-in.
function allChannels(api, publicUrl) {
  const common = {survey: 'core-9', messages_per_second: 200};
  const twilio = {...common, type: 'twilio', account_sid: 'AC00000000000000000000000000000001', auth_token: 'e2e-token', api_base: api, public_url: publicUrl};
  return {
    telegram: telegramChannel(api, {messages_per_second: 200}),
    kannel: {...common, type: 'kannel', sendsms_url: `${api}/cgi-bin/sendsms`, username: 'tester', password: 'p', from: '8000', secret: SECRET},
    webchat: {type: 'webchat', survey: 'core-9'},
    twilio: {...twilio, from: '+6855550001'},
    'twilio-whatsapp': {...twilio, from: 'whatsapp:+6855550002'},
    africastalking: {...common, type: 'http_sms', preset: 'africastalking', secret: SECRET, values: {username: 'sandbox', api_key: 'k', from: '8001', api_base: api}},
    capcom6: {...common, type: 'http_sms', preset: 'capcom6', secret: SECRET, values: {username: 'u', password: 'p', api_base: api}},
  };
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(DWBOT, args, {stdio: ['ignore', 'pipe', 'pipe']});
    let out = '';
    child.stdout.on('data', (d) => { out += d; });
    child.stderr.on('data', (d) => { out += d; });
    const timer = setTimeout(() => child.kill('SIGTERM'), 60_000);
    child.once('exit', (code) => { clearTimeout(timer); resolve({code, out}); });
  });
}

test('a conversation walks Core-9 on each channel', {timeout: 90_000}, async () => {
  const api = `http://127.0.0.1:${await freePort()}`;
  let names;
  const service = await Service.create((config, created) => {
    config.channels = allChannels(api, created.url);
    // Simulated workers speak every language of the survey.
    config.languages.allow_unreviewed = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/core-9.json'), 'utf8')).languages;
    names = Object.keys(config.channels);
  });
  try {
    await service.prepare().start();
    const workers = names.length * WORKERS_EACH;
    const {code, out} = await run(['simulate', '--config', service.configFile, '--workers', String(workers), '--rate', '20', '--seed', '5', '--until-done']);
    assert.equal(code, 0, `every worker finishes:\n${out}\n${service.logTail()}`);
    assert.doesNotMatch(out, /refused by the service/, out);
    const {text} = await request(`${service.internalUrl}/metrics`);
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
