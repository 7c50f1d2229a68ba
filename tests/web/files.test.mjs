// SPDX-License-Identifier: Apache-2.0
// web/app/src/cases/file_kinds.ts and links.ts: which files a case takes, under which names they are saved, what QR codes hold.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';

const app = fileURLToPath(new URL('../../web/app/', import.meta.url));
let folder, kinds, links;

before(async () => {
  const { build } = createRequire(join(app, 'package.json'))('esbuild');
  folder = await mkdtemp(join(tmpdir(), 'files-'));
  await build({ entryPoints: [join(app, 'src/cases/file_kinds.ts'), join(app, 'src/sites/links.ts')], outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, format: 'esm', platform: 'node', logLevel: 'error' });
  kinds = await import(pathToFileURL(join(folder, 'cases/file_kinds.mjs')).href);
  links = await import(pathToFileURL(join(folder, 'sites/links.mjs')).href);
});
after(() => rm(folder, { recursive: true }));

test('a kind is told by its bytes, not by its name', () => {
  const bytes = (text) => Uint8Array.from(Buffer.from(text, 'latin1'));
  const known = { '\xff\xd8\xff\xe0': 'jpg', '\x89PNG\r\n\x1a\n....': 'png', 'RIFF\0\0\0\0WEBPVP8 ': 'webp', '\0\0\0\x18ftypheic': 'heic', '\0\0\0\x18ftypmif1': 'heic', '%PDF-1.7': 'pdf' };
  for (const [start, kind] of Object.entries(known)) {
    assert.equal(kinds.kindOf(bytes(start)), kind);
    for (let length = 0; length < 3; length += 1) assert.equal(kinds.kindOf(bytes(start.slice(0, length))), null);
  }
  for (const other of ['', 'MZ', '<html>', '<svg xmlns', 'PK\x03\x04', '#!/bin/sh', 'GIF89a', 'RIFF\0\0\0\0WAVEfmt ', '\0\0\0\x18ftypisom', ' %PDF-1.7', '\x7fELF'])
    assert.equal(kinds.kindOf(bytes(other)), null, other);
});

test('a name is safe on every disk and ends as its bytes say', () => {
  const cases = [
    ['slip.pdf', 'pdf', 'slip.pdf'], ['Foto 1.JPEG', 'jpg', 'Foto 1.JPEG'], ['slip.exe', 'pdf', 'slip.exe.pdf'], ['slip', 'png', 'slip.png'],
    ['../../etc/passwd', 'pdf', '_.._etc_passwd.pdf'], ['C:\\x\\slip.pdf', 'pdf', 'C__x_slip.pdf'], ['slip\u202efdp.exe', 'pdf', 'slipfdp.exe.pdf'], ['a\u0000b\n.pdf', 'pdf', 'ab.pdf'],
    ['...', 'pdf', 'file.pdf'], ['', 'jpg', 'file.jpg'], ['.pdf', 'pdf', 'file.pdf'], ['con<>:"|?*.pdf', 'pdf', 'con_______.pdf'], ['ফাইল.pdf', 'pdf', 'ফাইল.pdf'], ['x. .pdf', 'pdf', 'x.pdf'], ['CON.pdf', 'pdf', '_CON.pdf'],
  ];
  for (const [name, kind, wanted] of cases) assert.equal(kinds.safeName(name, kind), wanted, JSON.stringify(name));
  assert.ok(Array.from(kinds.safeName('😀'.repeat(500), 'pdf')).length <= 104);
});

test('links type the code in and send nothing', () => {
  const code = 'K7M-2QX';
  assert.equal(links.linkOf({ kind: 'sms', contact: '8000' }, code), 'sms:8000?body=K7M-2QX');
  assert.equal(links.linkOf({ kind: 'whatsapp', contact: '+6857212345' }, code), 'https://wa.me/6857212345?text=K7M-2QX');
  assert.equal(links.linkOf({ kind: 'telegram', contact: 'labour_bot' }, code), 'https://t.me/labour_bot?start=K7M2QX');
  assert.equal(links.linkOf({ kind: 'webchat', contact: 'https://labour.example/chat/web' }, code), 'https://labour.example/chat/web');
});
