// SPDX-License-Identifier: Apache-2.0
// Bundles each page into one script and one style sheet under hashed names, and writes dist/manifest.json:
// {"<page>": {"script": "<page>.<hash>.js", "style": "<page>.<hash>.css"}}.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const pages = ['front', 'inbox', 'setup', 'chat'];

const result = await build({
  absWorkingDir: here,
  entryPoints: pages.map((page) => ({ in: `src/${page}/main.tsx`, out: page })),
  outdir: dist,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2020',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
});

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const manifest = {};
for (const file of result.outputFiles) {
  const [, page, ending] = /([a-z]+)\.(js|css)$/.exec(file.path);
  const hash = createHash('sha256').update(file.contents).digest('hex').slice(0, 16);
  const name = `${page}.${hash}.${ending}`;
  await writeFile(join(dist, name), file.contents);
  (manifest[page] ??= {})[ending === 'js' ? 'script' : 'style'] = name;
}
await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
