// SPDX-License-Identifier: Apache-2.0
// Bundles the pages under hashed names, what several of them use once, and writes dist/manifest.json:
// {"<page>": {"script": "<page>.<hash>.js", "style": "<page>.<hash>.css", "parts": ["part.<hash>.js", ...]}}: what the page
// cannot begin without. What is only fetched when somebody opens it is no part.
import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const pages = ['front', 'inbox', 'setup', 'chat'];

// 'dwbot:posters': what stands on posters by language, from locales/posters.json and what the catalogs say already.
const locales = join(here, '../../locales');
const readJson = async (...path) => JSON.parse(await readFile(join(locales, ...path), 'utf8'));
const posters = {
  name: 'posters',
  setup(bundler) {
    bundler.onResolve({ filter: /^dwbot:posters$/ }, () => ({ path: 'posters', namespace: 'dwbot' }));
    bundler.onLoad({ filter: /.*/, namespace: 'dwbot' }, async () => {
      const texts = await readJson('posters.json');
      for (const [language, text] of Object.entries(texts)) {
        const { own_name, direction, reviewed, messages } = await readJson('messages', `${language}.json`);
        texts[language] = { ...text, own_name, direction, reviewed: Boolean(text.reviewed && reviewed), real: messages.real };
      }
      return { contents: JSON.stringify(texts), loader: 'json' };
    });
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: pages.map((page) => ({ in: `src/${page}/main.tsx`, out: page })),
  outdir: dist,
  entryNames: '[name].[hash]',
  chunkNames: 'part.[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  write: false,
  format: 'esm',
  target: 'es2020',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [posters],
});

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
for (const file of result.outputFiles) await writeFile(join(dist, basename(file.path)), file.contents);

const outputs = result.metafile.outputs;
function partsOf(path, found = new Set()) {
  for (const { path: part, kind } of outputs[path].imports) {
    if (kind !== 'import-statement' || found.has(part)) continue;
    found.add(part);
    partsOf(part, found);
  }
  return found;
}
const manifest = {};
for (const page of pages) {
  const script = Object.keys(outputs).find((path) => outputs[path].entryPoint === `src/${page}/main.tsx` && path.endsWith('.js'));
  const style = outputs[script].cssBundle;
  manifest[page] = { script: basename(script), style: basename(style), parts: [...partsOf(script)].map((part) => basename(part)) };
}
await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
