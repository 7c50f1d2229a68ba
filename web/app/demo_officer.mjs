// SPDX-License-Identifier: Apache-2.0
// node demo_officer.mjs URL LINK OFFICE_KEY_FILE: what a person does at the first login, for the demo's officer: the one-time link,
// then the office key of `dwbot keys office` brought along. Through the same doors and with the same code as the pages.
import { build } from 'esbuild';
import { webcrypto } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

globalThis.crypto ??= webcrypto; // Node 18

const [base, link, keyFile] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'demo-officer-'));
try {
  const outfile = join(folder, 'keys.mjs');
  const contents = "export * from './src/keys'; export * from './src/shared/demo';";
  await build({ stdin: { contents, resolveDir: here }, outfile, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  await setUp(await import(pathToFileURL(outfile).href));
} finally {
  await rm(folder, { recursive: true });
}

async function post(path, body, headers = {}) {
  const response = await fetch(base + path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function setUp(keys) {
  const { demo, toBase64 } = keys;
  const salt = keys.random(keys.saltSize);
  const secrets = await keys.derive(demo.password, salt, 65536, 3);
  const pair = keys.newKeyPair();
  const login_secret = toBase64(secrets.login);
  const [before, now] = keys.demoCodes(Date.now()); // each code works once, in order; the next one is left for the page
  await post('/api/v1/setup', {
    link,
    salt: toBase64(salt),
    login_secret,
    public_key: toBase64(pair.publicKey),
    sealed_private_key: keys.sealPrivateKey(secrets.opening, pair),
    totp_secret: demo.totpSecret,
    totp_code: before,
    recovery_code_hashes: keys.newRecoveryCodes().map(keys.recoveryCodeHash),
  });
  const entered = await post('/api/v1/session', { name: demo.name, login_secret, code: now });
  const session = await entered.json();
  const headers = { Cookie: entered.headers.get('set-cookie').split(';')[0], 'X-CSRF-Token': session.csrf };
  const { request, office } = keys.registerOffice(pair.publicKey, keys.fromBase64(await readFile(keyFile, 'utf8')));
  const known = session.office_keys.find(({ public_key }) => public_key === request.public_key);
  if (!known) await post('/api/v1/office-keys', request, headers);
  else await post('/api/v1/office-keys/shares', { account: session.account, key_id: known.key_id, sealed: keys.sealOfficeTo(pair.publicKey, office) }, headers);
}
