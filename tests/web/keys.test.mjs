// SPDX-License-Identifier: Apache-2.0
// web/app/src/keys against libsodium's answers (tests/privacy/vectors): what one seals, the other opens.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { webcrypto } from 'node:crypto';

globalThis.crypto ??= webcrypto; // Node 18

const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
const vectors = (name) => JSON.parse(readFileSync(new URL(`../privacy/vectors/${name}.json`, import.meta.url), 'utf8'));
const known = vectors('sealing');
const browser = vectors('browser');
const fromHex = (text) => Uint8Array.from(Buffer.from(text, 'hex'));
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (base64) => Uint8Array.from(Buffer.from(base64, 'base64'));
let folder, keys, x25519;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const entryPoints = ['index', 'x25519'].map((name) => join(app, `src/keys/${name}.ts`));
  await build({ entryPoints, outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  keys = await import(pathToFileURL(join(folder, 'index.mjs')).href);
  ({ x25519 } = await import(pathToFileURL(join(folder, 'x25519.mjs')).href));
});
after(() => rm(folder, { recursive: true }));

// Every single changed byte must be noticed.
function flips(whole, opens, step = 1) {
  for (let at = 0; at < whole.length; at += step) {
    const changed = Uint8Array.from(whole);
    changed[at] ^= 1;
    assert.equal(opens(changed), null, `byte ${at} was changed and it opened all the same`);
  }
}

// tests/privacy/recovery_test.cpp reads the same sheet.
test('the recovery sheet is printed as `dwbot keys recovery` reads it', () => {
  const secret = Uint8Array.from({ length: 20 }, (_, i) => i + 1);
  assert.equal(keys.printRecoveryKey(secret).join(' '), '0410H 61058 0R3GN G28A4 1C602 T3GFA 208H8 44RM1');
});

test('Argon2id makes of a password what libsodium makes', async () => {
  for (const { password, salt_hex, out_hex } of browser.kdf) {
    const { login, opening } = await keys.derive(password, fromHex(salt_hex), 65536, 3);
    assert.equal(hex(login) + hex(opening), out_hex);
  }
  const composed = await keys.derive('contrase\u00f1a-larga', fromHex('00'.repeat(16)), 8192, 1);
  const decomposed = await keys.derive('contrasen\u0303a-larga', fromHex('00'.repeat(16)), 8192, 1);
  assert.deepEqual(composed, decomposed, 'two keyboards that spell one letter differently make one password');
});

test('sealed boxes are those of libsodium, both ways', () => {
  for (const v of browser.box) {
    const own = keys.pairOf(fromHex(v.private_hex));
    assert.equal(hex(own.publicKey), v.public_hex);
    for (const sealed of [v.sealed, v.sealed_by_libsodium]) assert.equal(hex(keys.openSealed(own, bytes(sealed))), v.plain_hex);
    const again = keys.sealTo(own.publicKey, fromHex(v.plain_hex), keys.pairOf(fromHex(v.ephemeral_private_hex)));
    assert.equal(Buffer.from(again).toString('base64'), v.sealed);
    assert.equal(keys.openSealed(keys.newKeyPair(), bytes(v.sealed)), null, 'not with another key');
  }
  const own = keys.newKeyPair();
  flips(keys.sealTo(own.publicKey, new Uint8Array(32)), (changed) => keys.openSealed(own, changed));
});

// RFC 7748, 5.2: both vectors (the second point has its unused bit set), and a thousand times over; 6.1's check for points that
// every key takes to nothing.
test('X25519 is that of RFC 7748', () => {
  for (const [scalar, point, out] of [
    ['a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4', 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c', 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552'],
    ['4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d', 'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493', '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957'],
  ]) {
    assert.equal(hex(x25519.scalarMult(fromHex(scalar), fromHex(point))), out);
  }
  let scalar = fromHex('09' + '00'.repeat(31));
  let point = scalar;
  for (let i = 0; i < 1000; i += 1) [scalar, point] = [x25519.scalarMult(scalar, point), scalar];
  assert.equal(hex(scalar), '684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51');
  for (const low of ['00'.repeat(32), '01' + '00'.repeat(31), 'ed' + 'ff'.repeat(30) + '7f']) assert.throws(() => x25519.scalarMult(scalar, fromHex(low)));
});

test('XChaCha20-Poly1305 is that of libsodium, both ways', () => {
  for (const v of known.seal.filter(({ padding }) => padding === 0)) {
    assert.equal(hex(keys.unlock(fromHex(v.key_hex), fromHex(v.context_hex), fromHex(v.sealed_hex))), v.plain_hex);
  }
  const key = fromHex('07'.repeat(32));
  const locked = keys.lock(key, 'v1|here', new Uint8Array(100));
  assert.equal(keys.unlock(key, 'v1|there', locked), null, 'not in another context');
  flips(locked, (changed) => keys.unlock(key, 'v1|here', changed));
});

test('envelopes of the service open, only in their place and only whole', () => {
  for (const v of known.words) {
    const office = keys.pairOf(fromHex(v.private_hex));
    assert.equal(keys.keyId(office.publicKey), v.key_id);
    const place = { organisation: v.organisation, record: v.record, field: v.field };
    const envelope = bytes(v.envelope);
    assert.equal(keys.keyOf(envelope), v.key_id);
    assert.equal(keys.openEnvelope(office, place, envelope), v.words);
    for (const other of [{ organisation: 'x' }, { record: 'x' }, { field: v.field === 'words' ? 'scrubbed' : 'words' }]) {
      assert.equal(keys.openEnvelope(office, { ...place, ...other }, envelope), null);
    }
    assert.equal(keys.openEnvelope(keys.newKeyPair(), place, envelope), null);
    flips(envelope, (changed) => keys.openEnvelope(office, place, changed), 13);
    const again = keys.sealEnvelope(office.publicKey, place, v.words);
    assert.equal(again.length, envelope.length);
    assert.equal(keys.openEnvelope(office, place, again), v.words);
  }
});

test('a private key opens with its password, and with nothing else', () => {
  const pair = keys.newKeyPair();
  const secrets = { login: fromHex('01'.repeat(32)), opening: fromHex('02'.repeat(32)) };
  const publicKey = keys.toBase64(pair.publicKey);
  const sealed = keys.sealPrivateKey(secrets.opening, pair);
  assert.equal(bytes(sealed).length, 75);
  assert.deepEqual(keys.openPrivateKey(secrets, publicKey, sealed), pair);
  assert.equal(keys.openPrivateKey({ ...secrets, opening: secrets.login }, publicKey, sealed), null);
  assert.equal(keys.openPrivateKey(secrets, keys.toBase64(keys.newKeyPair().publicKey), sealed), null);
  flips(bytes(sealed), (changed) => keys.openPrivateKey(secrets, publicKey, keys.toBase64(changed)));
});

test('the office key goes from officer to officer, and comes back from the printed sheet', () => {
  const [first, second] = [keys.newKeyPair(), keys.newKeyPair()];
  const { office, sheet, request } = keys.registerOffice(first.publicKey);
  assert.deepEqual(keys.openOffice(first, request.public_key, request.sealed_to_me), office);
  assert.equal(keys.openOffice(second, request.public_key, request.sealed_to_me), null);
  const handed = keys.sealOfficeTo(second.publicKey, office);
  assert.equal(bytes(handed).length, 80);
  assert.deepEqual(keys.openOffice(second, request.public_key, handed), office);
  assert.equal(keys.openOffice(second, keys.toBase64(first.publicKey), handed), null, 'not as another office key');

  assert.equal(sheet.length, 8);
  const typed = ` ${sheet.join('-').toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l')} `;
  const read = keys.readRecoveryKey(typed);
  assert.deepEqual(keys.openByRecovery(read.secret, request.public_key, request.sealed_to_recovery), office);
  const other = keys.registerOffice(first.publicKey);
  assert.equal(keys.openByRecovery(read.secret, other.request.public_key, other.request.sealed_to_recovery), null);

  const imported = keys.registerOffice(first.publicKey, office.privateKey);
  assert.equal(imported.request.public_key, request.public_key);
});

test('a slip in the recovery key is named by its group', () => {
  const sheet = keys.printRecoveryKey(fromHex('000102030405060708090a0b0c0d0e0f10111213'));
  assert.deepEqual(keys.readRecoveryKey(sheet.slice(1).join(' ')), { wrongGroup: 0 });
  let noticed = 0;
  let tried = 0;
  for (let group = 0; group < 8; group += 1) {
    for (let at = 0; at < 5; at += 1) {
      for (const letter of '23456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (sheet[group][at] === letter) continue;
        const wrong = [...sheet];
        wrong[group] = sheet[group].slice(0, at) + letter + sheet[group].slice(at + 1);
        const read = keys.readRecoveryKey(wrong.join(' '));
        tried += 1;
        if (read.wrongGroup === group + 1) noticed += 1;
      }
    }
  }
  assert.ok(noticed / tried > 0.94, `${noticed} of ${tried} single slips were noticed`);
});

test('passwords: length and common ones, no rules about signs', () => {
  const problem = (text) => keys.passwordProblem(text, ['sina', 'Ministry of Labour', 'Samoa']);
  assert.equal(problem('short one'), 'short');
  assert.equal(problem('x'.repeat(129)), 'long');
  assert.equal(problem('ababababababab'), 'repeats');
  for (const easy of ['passwordpassword', 'Password1234!', 'p@ssw0rd 123456', 'qwertyuiop123', '1234567890123', 'Correct Horse Battery Staple', 'iloveyouforever', 'motdepasse2026', 'inspector2026!', '2026-supervisor'])
    assert.equal(problem(easy), 'common', easy);
  assert.equal(problem('sina sina 1990'), 'name');
  for (const good of ['three green boats at noon', 'the taro grows slowly', 'ペンギンが三羽海で泳ぐ昼', 'kVz8-qpLm-27xR'])
    assert.equal(problem(good), null, good);
});

test('codes: one spelling, ten different ones, base32 as RFC 4648', () => {
  const codes = keys.newRecoveryCodes();
  assert.equal(new Set(codes).size, 10);
  for (const code of codes) {
    assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    assert.equal(keys.spellCode(` ${code.toLowerCase().replace('-', ' ').replace(/0/g, 'o')}`), code);
  }
  assert.equal(keys.spellCode('123 456'), '123456');
  assert.match(keys.newTotpSecret(), /^[A-Z2-7]{32}$/);
  for (const [plain, text] of [['', ''], ['f', 'MY'], ['fo', 'MZXQ'], ['foo', 'MZXW6'], ['foob', 'MZXW6YQ'], ['fooba', 'MZXW6YTB'], ['foobar', 'MZXW6YTBOI']]) {
    assert.equal(keys.toBase32(new TextEncoder().encode(plain), 'authenticator'), text);
    assert.equal(new TextDecoder().decode(keys.fromBase32(text, 'authenticator')), plain);
  }
});
