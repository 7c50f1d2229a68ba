// SPDX-License-Identifier: Apache-2.0
// The canary test of promise 3: the whole product runs on conversations full of numbers, names, handles and sentences that
// exist nowhere else, over every channel, with errors, kill -9, debug logs, exports, metrics, a backup and an erasure. Then
// every byte that it left on disk is searched for them, in every form. EACH (300) conversations finish on each channel.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {freePort, postJson, request, sleep, until} from './lib/http.mjs';
import {DWBOT, SECRET, SOURCE_DIR, Service, telegramChannel} from './lib/service.mjs';
import {Needles} from './lib/needles.mjs';
import {TelegramProvider, textUpdate} from './lib/telegram_client.mjs';
import {TelegramStandin} from './lib/telegram_standin.mjs';

const EACH = Number(process.env.EACH ?? 300);
const CHANNELS = ['crowd', 'kannel', 'webchat', 'whatsapp'];
const OWN_CHAT = 6_851_904_773;  // a chat of this test's own, which asks for its erasure

function channels(api, own) {
  const common = {survey: 'core-9', messages_per_second: 2000};
  return {
    crowd: telegramChannel(api, {messages_per_second: 2000}),
    own: telegramChannel(own, {token: '700000002:own-token'}),
    kannel: {...common, type: 'kannel', sendsms_url: `${api}/cgi-bin/sendsms`, username: 'tester', password: 'p', from: '8000', secret: SECRET},
    webchat: {type: 'webchat', survey: 'core-9'},
    whatsapp: {...common, type: 'twilio', account_sid: 'AC00000000000000000000000000000001', auth_token: 'e2e-token', api_base: api,
      from: 'whatsapp:+6855550002'},
  };
}

class Simulation {
  constructor(service, names, workers, seed, folder) {
    this.list = path.join(folder, `canaries-${seed}.json`);
    this.child = spawn(DWBOT, ['simulate', '--config', service.configFile, '--channels', names.join(','), '--workers', String(workers),
      '--rate', '60', '--seed', String(seed), '--until-done', '--canaries', this.list], {stdio: ['ignore', 'pipe', 'pipe']});
    this.out = '';
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (data) => { this.out += data; });
    this.done = new Promise((resolve) => this.child.once('exit', resolve));
  }
  async finish(ms) {
    const timer = setTimeout(() => this.child.kill('SIGTERM'), ms);
    const code = await this.done;
    clearTimeout(timer);
    assert.equal(code, 0, `every simulated worker finishes:\n${this.out.split('\n').slice(-6).join('\n')}`);
  }
}

// What a careless or hostile caller sends: refused, and remembered nowhere.
async function provokeErrors(service, needles) {
  const number = '+6857730041';
  needles.number(number);
  for (const word of ['kanarienvogelpayload', 'kanarienvogelheader', 'kanarienvogelpath']) needles.text(word);
  const bad = {message: {from: {id: 1, first_name: 'kanarienvogelpayload'}, text: `call ${number} kanarienvogelpayload`}};
  const secret = {'x-telegram-bot-api-secret-token': SECRET};
  await postJson(`${service.url}/hooks/crowd`, bad, {headers: {'x-telegram-bot-api-secret-token': 'kanarienvogelheader-0123456789'}});
  await postJson(`${service.url}/hooks/crowd`, bad, {headers: secret});
  await request(`${service.url}/hooks/crowd`, {method: 'POST', headers: secret, body: `{"text":"kanarienvogelpayload ${number}`});
  await request(`${service.url}/hooks/kannel?secret=${SECRET}&text=kanarienvogelpayload&from=${encodeURIComponent(number)}&coding=99`);
  await request(`${service.url}/hooks/kannel?secret=wrong&text=kanarienvogelpayload&from=${encodeURIComponent(number)}`);
  await request(`${service.url}/kanarienvogelpath/${encodeURIComponent(number)}?q=kanarienvogelpath`);
  await request(`${service.url}/api/v1/tickets/kanarienvogelpath`, {headers: {authorization: 'Bearer kanarienvogelheader'}});
}

// A worker with a name, a handle and a number in words, who then has everything erased.
async function tellAndErase(service, standin, needles) {
  const provider = new TelegramProvider(`${service.url}/hooks/own`, SECRET);
  const last = () => standin.messages.at(-1);
  const sent = [];  // ids of what this worker wrote
  const say = async (text) => {
    const before = standin.messages.length;
    const update = textUpdate(OWN_CHAT, text, 'en');
    Object.assign(update.message.from, {first_name: 'Kanarinelda', last_name: 'Vogelsangova', username: 'kanari_handle_77'});
    Object.assign(update.message.chat, {first_name: 'Kanarinelda', username: 'kanari_handle_77'});
    sent.push(update.message.message_id);
    assert.ok(await provider.deliver(update));
    await until(() => standin.messages.length > before, `no answer to a message of the test's own chat`);
  };
  needles.number(String(OWN_CHAT));
  needles.number('+6857741122');
  for (const word of ['Kanarinelda', 'Vogelsangova', 'kanari_handle_77', 'Kanarifabrik']) needles.text(word);
  await say('/start');
  for (const text of ['1', '1', '3', '2', '1', 'Kanarifabrik at the harbour, ask Vogelsangova on +685 77 41 122']) await say(text);
  // An edit replaces what was written; the first version must be gone.
  const edit = textUpdate(OWN_CHAT, 'Kanaribearbeitet: ask Vogelsangova', 'en');
  needles.text('Kanaribearbeitet');
  const {message} = edit;
  delete edit.message;
  edit.edited_message = {...message, message_id: sent.at(-1), edit_date: message.date};
  assert.ok(await provider.deliver(edit));
  assert.match(last().text, /You wrote/);  // the question about the first version is open still; DELETE wins
  await say('DELETE');
  const asked = last();
  await sleep(500);  // the question's own id is noted once its answer from the provider was stored
  await say('yes');
  assert.notEqual(last().text, asked.text);
  // The chat is emptied on both sides, but for the last message.
  const all = [...sent, ...standin.messages.slice(0, -1).map((m) => m.id)].map((id) => `${OWN_CHAT}:${id}`);
  await until(() => all.every((id) => standin.deleted.includes(id)), () => `the chat still holds ${all.filter((id) => !standin.deleted.includes(id)).length} messages`);
  provider.close();
  await until(async () => (await service.metrics()).get('dwbot_erasures_finished_total') >= 1, 'the erasure does not end', 20_000, 200);
}

// Every third worker wrote an e-mail address and was asked whether it shall go; half of them said yes. Their originals are
// gone, the scrubbed versions say so, and those who said no have both.
function countRemoved(dataDir) {
  const count = (sql) => Number(spawnSync('python3', ['-c', 'import sqlite3,sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])',
    path.join(dataDir, 'core.db'), sql], {encoding: 'utf8'}).stdout);
  const removed = count('SELECT count(*) FROM sealed WHERE original_removed = 1');
  const kept = count("SELECT count(*) FROM sealed WHERE field = 'words'");
  const both = count("SELECT count(*) FROM sealed a JOIN sealed b ON a.id = b.id WHERE a.original_removed = 1 AND b.field = 'words'");
  assert.ok(removed >= EACH / 4 && kept >= EACH / 4, `${removed} originals removed, ${kept} kept`);
  assert.equal(both, 0, 'an original was removed and is there');
  return {removed, kept};
}

// Copies that people make: an export of tickets, the metrics, a backup.
async function takeCopies(service) {
  const copies = path.join(service.folder, 'copies');
  fs.mkdirSync(copies);
  fs.writeFileSync(path.join(copies, 'tickets.json'), JSON.stringify(await service.tickets()));
  for (const page of ['metrics', 'readyz', 'healthz']) {
    fs.writeFileSync(path.join(copies, page), (await request(`${service.internalUrl}/${page}`)).text);
  }
  service.run('backup', path.join(copies, 'backup'), '--config', service.configFile);
}

function describe({files, bytes, found}) {
  return `${files} files, ${(bytes / 1e6).toFixed(1)} MB, ${found.length} hits`;
}

// The search must see each kind of leak that the test claims to exclude: planted one at a time, each must be found.
function plantAndFind(needles, folder, number, words) {
  const digits = number.replace(/\D/g, '');
  const shared = Buffer.alloc(4096, 0xAA);
  const plants = {
    'a log line': Buffer.from(`2026-11-24T00:00:00Z info gateway: message from=${number}\n`),
    'a temporary file': Buffer.from(`{"text":"it is ${words} here"}`),
    'an index': Buffer.concat([shared, createHash('sha256').update(digits).digest(), shared]),
    'a hash in hex': Buffer.from(`user ${createHash('sha1').update(`+${digits}`).digest('hex')}`),
    'a core file': Buffer.concat([shared, Buffer.from(`x${words}`, 'utf16le'), shared]),
    'big-endian text': Buffer.concat([shared, Buffer.from(words, 'utf16le').swap16()]),
    'hex': Buffer.from(Buffer.from(words).toString('hex')),
    'digits with separators': Buffer.from(`call ${digits.slice(0, 3)} ${digits.slice(3, -4)}-${digits.slice(-4)}!`),
    'base64 of a WhatsApp id': Buffer.from(Buffer.from(`HBgL${digits}x`).toString('base64')),
    'base64 of a sentence': Buffer.from(Buffer.from(`ab${words}c`).toString('base64')),
  };
  for (const [kind, bytes] of Object.entries(plants)) {
    const file = path.join(folder, 'planted');
    fs.writeFileSync(file, bytes);
    const {found} = needles.inFolder(folder);
    fs.rmSync(file);
    assert.ok(found.length > 0, `${kind} with a canary in it is not found: the test is blind there`);
  }
  return Object.keys(plants).length + plantRealOnes(needles, folder, number, words);
}

// Not bytes that imitate a leak but the thing itself, where this machine can make it: a core file of a process that knew a
// sentence, and an SQLite index over a column of numbers.
function plantRealOnes(needles, folder, number, words) {
  let made = 0;
  const tries = {
    'a core file of a process': ['bash', ['-c', 'ulimit -c unlimited; kill -SEGV $$'], {WORDS: words}],
    'an SQLite index': ['python3', ['-c', 'import os,sqlite3; d=sqlite3.connect("leaky.db"); d.execute("create table t(a)"); ' +
      'd.execute("create index i on t(a)"); d.execute("insert into t values(?)",(os.environ["NUMBER"],)); d.commit()'], {NUMBER: number}],
  };
  for (const [kind, [program, args, env]] of Object.entries(tries)) {
    const inside = fs.mkdtempSync(path.join(folder, 'planted-'));
    spawnSync(program, args, {cwd: inside, env: {...process.env, ...env}});
    if (fs.readdirSync(inside).length > 0) {
      made += 1;
      assert.ok(needles.inFolder(inside).found.length > 0, `${kind} with a canary in it is not found: the test is blind there`);
    } else {
      console.log(`e2e: ${kind} cannot be made here`);
    }
    fs.rmSync(inside, {recursive: true});
  }
  return made;
}

test(`${EACH} conversations on each channel leave no number, name, handle or sentence on disk`, {timeout: 280_000}, async () => {
  const began = Date.now();
  const standin = await new TelegramStandin().start();
  const api = `http://127.0.0.1:${await freePort()}`;
  const outside = fs.mkdtempSync('/tmp/dwbot-canaries-');  // what only this test knows
  const needles = new Needles();
  const service = await Service.create((config, created) => {
    config.channels = channels(api, standin.url);
    config.channels.whatsapp.public_url = created.url;
    config.log = {debug: true};
    config.limits.webchat_tokens_per_network_per_hour = 0;  // all of the crowd's pages come from this machine
    config.languages.allow_unreviewed = JSON.parse(fs.readFileSync(path.join(SOURCE_DIR, 'dialogs/surveys/core-9.json'), 'utf8')).languages;
  });
  try {
    const temporary = path.join(service.folder, 'tmp');  // whatever it would put into /tmp is searched too
    fs.mkdirSync(temporary);
    service.environment = {TMPDIR: temporary};
    await service.prepare().start();
    assert.match(fs.readFileSync(`/proc/${service.child.pid}/limits`, 'utf8'), /Max core file size\s+0\s+0/);
    const runs = [];
    const all = new Simulation(service, CHANNELS, 4 * EACH, 7, outside);
    runs.push(all);
    await provokeErrors(service, needles);
    await tellAndErase(service, standin, needles);
    await all.finish(150_000);
    // kill -9 in the middle of a crowd whose providers repeat.
    const killed = new Simulation(service, ['crowd'], 60, 8, outside);
    runs.push(killed);
    for (let kill = 0; kill < 3; ++kill) {
      await sleep(400);
      await service.kill9();
      service.spawn();
      await service.ready();
    }
    await killed.finish(60_000);
    await takeCopies(service);
    // A crash leaves no core file.
    service.child.kill('SIGSEGV');
    await service.exit;
    const {removed, kept} = countRemoved(service.dataDir);
    const players = runs.flatMap((run) => JSON.parse(fs.readFileSync(run.list, 'utf8')));
    for (const player of players) {
      needles.text(player.words);
      if (player.address) needles.number(player.address);
    }
    const byChannel = new Map();
    for (const player of players) byChannel.set(player.channel, (byChannel.get(player.channel) ?? 0) + 1);
    for (const name of CHANNELS) assert.ok(byChannel.get(name) >= EACH, `${name}: ${byChannel.get(name)}`);
    const searched = needles.inFolder(service.folder);
    assert.deepEqual(searched.found.slice(0, 20), [], 'nothing of a worker stands on disk');
    assert.ok(searched.bytes > 1_000_000, 'there was something to search');
    const person = players.find((p) => p.channel === 'kannel');
    const kinds = plantAndFind(needles, service.folder, person.address, person.words);
    console.log(`e2e: ${players.length} conversations (${[...byChannel].map(([k, n]) => `${k} ${n}`).join(', ')}), ${needles.count} needles: ` +
      `${removed} originals removed on the worker's word and ${kept} kept, ${describe(searched)}; ${kinds} kinds of planted leaks, all found; ${((Date.now() - began) / 1000).toFixed(0)} s`);
  } finally {
    await service.stop();
    await standin.stop();
    service.remove();
    fs.rmSync(outside, {recursive: true, force: true});
  }
});
