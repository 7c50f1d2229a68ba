// SPDX-License-Identifier: Apache-2.0
// The drills of docs/operations.md: a restore in a second folder from exactly what the guide says to keep, and a move of a
// running installation to another folder with everything.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {PLANS} from './lib/core9.mjs';
import {until} from './lib/http.mjs';
import {SECRET, Service, telegramChannel} from './lib/service.mjs';
import {TelegramProvider, tapUpdate, textUpdate} from './lib/telegram_client.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';
import {Worker} from './lib/walker.mjs';

const {plan, language} = PLANS.find((p) => p.ticket && p.language === 'en');

class Chat {
  constructor(provider, standin, id) {
    Object.assign(this, {provider, standin, id, read: 0, worker: new Worker({language, plan})});
  }
  say(text) { return this.provider.deliver(textUpdate(this.id, text)); }
  next() {
    return until(() => this.standin.messages.filter((m) => m.chat === this.id)[this.read], `no message ${this.read + 1} in chat ${this.id}`)
      .then((message) => { this.read += 1; return message; });
  }
  // Answers until `stop(seen)` is true; returns the message that it stopped at.
  async walk(stop) {
    for (;;) {
      const message = await this.next();
      const decided = this.worker.answerByTap(message);
      if (stop(decided.seen)) return decided.seen;
      if (decided.button) await this.provider.deliver(tapUpdate(this.id, message, decided.button.data));
      else await this.say(decided.reply);
    }
  }
}

async function withService(standin, change, body) {
  const service = await Service.create((config) => { config.channels = {main: telegramChannel(standin.url)}; });
  const provider = new TelegramProvider(`${service.url}/hooks/main`, SECRET);
  try {
    await change(service);
    await service.start();
    await body(service, provider);
  } finally {
    await service.stop();
    provider.close();
    service.remove();
  }
}

const files = (folder) => fs.readdirSync(folder, {recursive: true}).map(String).sort();

test('a restore from what the guide says to keep', {timeout: 120_000}, async () => {
  const standin = await new TelegramStandin().start();
  const backup = fs.mkdtempSync('/tmp/dwbot-backup-');
  let kept, before, token;
  await withService(standin, (service) => service.prepare(), async (service, provider) => {
    const done = new Chat(provider, standin, 5001);
    await done.say('/start');
    await done.walk((seen) => seen.kind === 'receipt');
    const open = new Chat(provider, standin, 5002);
    await open.say('/start');
    await open.walk((seen) => seen.question?.name === 'documents');
    before = await service.tickets();
    token = service.apiToken;
    const said = service.run('backup', backup, '--config', service.configFile);
    assert.match(said, /receipt/, 'it says which key file to keep apart');
    kept = fs.readFileSync(path.join(service.dataDir, 'keys', 'receipt'));
    assert.throws(() => service.run('backup', backup, '--config', service.configFile), /not empty/);
    // Neither a key nor the vault, nor anything under a day key.
    assert.deepEqual(files(backup), ['README.txt', 'config.json', 'core.db']);
  });
  assert.equal(before.total, 1);
  const sent = standin.messages.length;

  await withService(standin, (service) => {
    // By the guide: the database, the configuration, the one key file; new keys for the rest.
    const old = JSON.parse(fs.readFileSync(path.join(backup, 'config.json'), 'utf8'));
    const {listen, public_url, data_dir} = JSON.parse(fs.readFileSync(service.configFile, 'utf8'));
    fs.writeFileSync(service.configFile, JSON.stringify({...old, listen, public_url, data_dir}));
    fs.mkdirSync(path.join(service.dataDir, 'keys'), {recursive: true, mode: 0o700});
    fs.copyFileSync(path.join(backup, 'core.db'), path.join(service.dataDir, 'core.db'));
    fs.writeFileSync(path.join(service.dataDir, 'keys', 'receipt'), kept, {mode: 0o400});
    service.run('keys', 'init', '--config', service.configFile);
    assert.deepEqual(fs.readFileSync(path.join(service.dataDir, 'keys', 'receipt')), kept, 'the kept key was not replaced');
    service.apiToken = token;
  }, async (service, provider) => {
    assert.match(service.logTail(), /came from a backup/);
    assert.deepEqual((await service.tickets()).tickets.map((t) => t.id), before.tickets.map((t) => t.id));
    assert.equal(standin.messages.length, sent, 'nothing old was sent');
    const again = new Chat(provider, standin, 5002);
    again.read = standin.messages.filter((m) => m.chat === 5002).length;
    await again.say('hello');
    const seen = await again.walk((s) => s.kind === 'question' || s.kind === 'receipt');
    assert.equal(seen.question?.name, 'safe_now', 'whoever was in the middle begins anew');
    await service.stop();
    await service.start();
    assert.equal(service.logTail(3).includes('came from a backup'), false, 'only the first start after a restore is one');
  });
  await standin.stop();
  fs.rmSync(backup, {recursive: true});
});

test('moving everything to another folder loses nothing', {timeout: 120_000}, async () => {
  const standin = await new TelegramStandin().start();
  await withService(standin, (service) => service.prepare(), async (service, provider) => {
    const chat = new Chat(provider, standin, 6001);
    await chat.say('/start');
    const open = await chat.walk((seen) => seen.question?.name === 'documents');
    await service.stop();
    const moved = `${service.dataDir}-moved`;
    fs.cpSync(service.dataDir, moved, {recursive: true, preserveTimestamps: true});
    fs.rmSync(service.dataDir, {recursive: true});
    const config = JSON.parse(fs.readFileSync(service.configFile, 'utf8'));
    fs.writeFileSync(service.configFile, JSON.stringify({...config, data_dir: moved}));
    await service.start();
    assert.equal(open.question.name, 'documents');
    await chat.say('1');
    const next = await chat.walk((seen) => seen.kind === 'question');
    assert.notEqual(next.question.name, 'safe_now', 'the conversation goes on where it was');
    await service.stop();
    await service.start();
  });
  await standin.stop();
});
