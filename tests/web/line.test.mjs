// SPDX-License-Identifier: Apache-2.0
// web/app/src/chat/line.ts against the stand-in: a bad line loses nothing, repeats nothing, and keeps the order.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, beforeEach, afterEach, test } from 'node:test';
import { webcrypto } from 'node:crypto';
import { StandIn } from './standin.mjs';

globalThis.crypto ??= webcrypto; // Node 18

const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
let folder, Line, server, base, storage;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'line-'));
  const outfile = join(folder, 'line.mjs');
  await build({ entryPoints: [join(app, 'src/chat/line.ts')], outfile, bundle: true, format: 'esm', logLevel: 'error' });
  ({ Line } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  server = new StandIn();
  base = `http://127.0.0.1:${await server.listen()}`;
  const kept = new Map();
  storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
});
const open = [];
afterEach(() => {
  for (const line of open.splice(0)) line.clear();
  server.close();
});

function newLine() {
  const line = new Line({
    channel: 'web',
    language: 'en',
    storage,
    fetch: (path, init) => fetch(base + path, init),
    sleep: () => new Promise((done) => setImmediate(done)),
    changed: () => {},
  });
  open.push(line);
  return line;
}

// Waits for a condition by turning the event loop, not the clock.
async function until(condition, what) {
  for (let turn = 0; turn < 200000; ++turn) {
    if (condition()) return;
    await new Promise((done) => setImmediate(done));
  }
  assert.fail(`did not happen: ${what}`);
}
const said = () => server.posts.filter((post) => post.id).map((post) => post.text ?? `tap:${post.tap}`);
const states = (line) => line.entries.filter((entry) => entry.kind === 'out').map((entry) => entry.state);
const heard = (line) => line.entries.filter((entry) => entry.kind === 'in').map((entry) => entry.message.text);
const question = (id, more = {}) => ({
  id, text: 'Question\n1 Yes\n2 No', body: 'Question', choices: [{ token: 'y', label: 'Yes' }, { token: 'n', label: 'No' }], ...more,
});

test('what is typed while the line is down leaves later, once, in order, with its first id', async () => {
  const tried = new Map();
  server.refuse = (_, path, body) => {
    if (body?.id) tried.set(body.text, [...(tried.get(body.text) ?? []), body.id]);
    const attempts = tried.get(body?.text)?.length ?? 0;
    if (path === '/hooks/web' && body?.id && attempts < 4) return attempts % 2 ? -1 : 503;
    return 0;
  };
  const line = newLine();
  for (const text of ['one', 'two', 'three']) line.say(text);
  await until(() => said().length === 3, 'all sent');
  assert.deepEqual(said(), ['one', 'two', 'three']);
  for (const ids of tried.values()) {
    assert.equal(ids.length, 4);
    assert.equal(new Set(ids).size, 1);
    assert.match(ids[0], /^[0-9a-f]{32}$/);
  }
  await until(() => states(line).every((state) => state === 'sent'), 'marked as sent');
});

test('the page says that it is offline, and that it no longer is', async () => {
  let down = true;
  server.refuse = () => (down ? -1 : 0);
  const line = newLine();
  line.say('hello');
  await until(() => line.trouble === 'offline', 'offline');
  assert.deepEqual(states(line), ['waiting']);
  down = false;
  await until(() => line.trouble === 'none' && states(line)[0] === 'sent', 'online again');
});

test('each message is shown once and acknowledged, also when the acknowledgement was lost', async () => {
  let lost = 2;
  server.refuse = (_, path, body) => (body?.ack && lost-- > 0 ? -1 : 0);
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  server.send('token-1', { id: 'm1', text: 'first' });
  server.send('token-1', { id: 'm2', text: 'second' });
  await until(() => server.tokens.get('token-1').length === 0, 'acknowledged');
  assert.deepEqual(heard(line), ['first', 'second']);
  server.send('token-1', { id: 'm1', text: 'first' });
  server.send('token-1', { id: 'm3', text: 'third' });
  await until(() => server.tokens.get('token-1').length === 0, 'acknowledged again');
  assert.deepEqual(heard(line), ['first', 'second', 'third']);
});

test('a reload goes on with the same chat, and sends what was waiting under its id', async () => {
  let down = false;
  const ids = new Set();
  server.refuse = (_, path, body) => {
    if (body?.text === 'later') ids.add(body.id);
    return down ? -1 : 0;
  };
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  server.send('token-1', { id: 'm1', text: 'first' });
  await until(() => heard(line).length === 1, 'heard');
  down = true;
  line.say('later');
  await until(() => line.trouble === 'offline', 'offline');
  const kept = storage.getItem('chat.web');
  line.clear(); // the old page is gone; what it kept is not
  storage.setItem('chat.web', kept);
  down = false;
  const reloaded = newLine();
  reloaded.start();
  await until(() => said().length === 2, 'sent after the reload');
  server.send('token-1', { id: 'm1', text: 'first' });
  await until(() => server.tokens.get('token-1').length === 0, 'acknowledged');
  assert.deepEqual(heard(reloaded), ['first']);
  assert.equal(server.tokens.size, 1);
  assert.equal(ids.size, 1);
});

test('a token that is not valid any more is replaced without a question', async () => {
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  server.forget('token-1');
  await until(() => line.entries.some((entry) => entry.kind === 'renewed'), 'told');
  line.say('again');
  await until(() => states(line).join() === 'sent,sent', 'sent in the new chat');
  assert.deepEqual(said(), ['hello', 'again']);
  assert.equal(server.posts.find((post) => post.text === 'again').token, 'token-2');
});

test('a tap for a chat that is gone is not taken into the new one', async () => {
  server.refuse = (_, path) => (path === '/chat/web/messages' ? 503 : 0);
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  server.refuse = () => 0;
  server.send('token-1', question('m1'));
  await until(() => heard(line).length === 1, 'heard');
  server.refuse = (_, path, body) => (path === '/chat/web/messages' ? 503 : body?.tap ? 401 : 0);
  const entry = line.entries.find((one) => one.kind === 'in');
  line.choose(entry, [entry.message.choices[0]]);
  await until(() => states(line)[1] === 'failed', 'given up');
  assert.deepEqual(said(), ['hello']);
});

test('a new token that is refused is not asked for again and again', async () => {
  let tokens = 0;
  server.refuse = (_, path) => {
    if (path === '/chat/web/token') tokens += 1;
    return path === '/hooks/web' ? 401 : 0;
  };
  const line = newLine();
  line.say('hello');
  await until(() => states(line)[0] === 'failed', 'given up');
  assert.equal(tokens, 1);
});

test('what the service refuses for good is marked, does not block what follows, and can be tried again', async () => {
  let refusing = true;
  server.refuse = (_, path, body) => (refusing && body?.text === 'bad' ? 400 : 0);
  const line = newLine();
  line.say('bad');
  line.say('good');
  await until(() => states(line).join() === 'failed,sent', 'the second sent');
  refusing = false;
  line.retry(line.entries.find((entry) => entry.kind === 'out').key);
  await until(() => said().length === 2, 'sent at last');
  assert.deepEqual(said(), ['good', 'bad']);
});

test('one choice sends its token, several send their numbers', async () => {
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  server.send('token-1', question('m1'));
  server.send('token-1', question('m2', { multiple: true }));
  await until(() => heard(line).length === 2, 'heard');
  const [one, some] = line.entries.filter((entry) => entry.kind === 'in');
  line.choose(one, [one.message.choices[1]]);
  line.choose(some, [some.message.choices[0], some.message.choices[1]]);
  await until(() => said().length === 3, 'chosen');
  assert.deepEqual(said(), ['hello', 'tap:n', '1, 2']);
  assert.deepEqual(line.entries.filter((entry) => entry.kind === 'in').map((entry) => entry.chosen), [['n'], ['y', 'n']]);
  assert.equal(line.entries.at(-1).message.label, 'Yes, No');
});

test('clearing leaves nothing behind', async () => {
  const line = newLine();
  line.say('hello');
  await until(() => said().length === 1, 'sent');
  line.clear();
  assert.deepEqual(line.entries, []);
  assert.equal(storage.getItem('chat.web'), null);
  server.send('token-1', { id: 'm1', text: 'late' });
  for (let turn = 0; turn < 1000; ++turn) await new Promise((done) => setImmediate(done));
  assert.deepEqual(line.entries, []);
  assert.equal(storage.getItem('chat.web'), null);
});
