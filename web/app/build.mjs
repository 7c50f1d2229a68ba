// SPDX-License-Identifier: Apache-2.0
// Bundles the pages under hashed names, what several of them use once, each file also packed (.gz, .br), and writes
// dist/manifest.json: {"<page>": {"script": "<page>.<hash>.js", "style": "<page>.<hash>.css", "parts": ["part.<hash>.js", ...],
// "early": "early.<hash>.js" or "", "later": {"<address>": ["part.<hash>.js", ...]}}}. The page cannot begin without its parts;
// `early` runs before them; `later` is what an address needs besides.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const groups = [['inbox', 'setup'], ['front', 'chat']];
const sourceOf = (page) => `src/${page}/main.tsx`;
// By the first part of the address; inbox/main.tsx fetches them.
const later = {
  inbox: {
    audit: 'src/office/audit.tsx',
    cases: 'src/cases/cases.tsx',
    settings: 'src/office/settings.tsx',
    sites: 'src/sites/main.tsx',
    surveys: 'src/surveys/main.tsx',
  },
};
const early = { inbox: 'src/shared/early.ts' };

// 'dwbot:posters': what stands on posters by language, from locales/posters.json and what the catalogs say already.
const locales = join(here, '../../locales');
const readJson = async (...path) => JSON.parse(await readFile(join(locales, ...path), 'utf8'));
// A poster has no reader whose number is known: the words for whoever gave none. Of texts with one choice, not nested.
const ofNobody = (text) => text.replace(/\{address, select, number \{[^{}]*\} other \{([^{}]*)\}\}/, '$1');

// 'dwbot:words': by language, the file with what the phone page says itself, from locales/chat.json. A page fetches the one that it speaks.
const words = {};
const wordFiles = {};
for (const [language, { reviewed, ...texts }] of Object.entries(await readJson('chat.json'))) {
  const { direction, messages } = await readJson('messages', `${language}.json`);
  const contents = JSON.stringify({ direction, chat_done: messages.word_done, ...texts });
  words[language] = `words.${language}.${createHash('sha256').update(contents).digest('hex').slice(0, 8)}.json`;
  wordFiles[words[language]] = contents;
}
const fromLocales = {
  name: 'locales',
  setup(bundler) {
    bundler.onResolve({ filter: /^dwbot:/ }, ({ path }) => ({ path, namespace: 'dwbot' }));
    bundler.onLoad({ filter: /:words$/, namespace: 'dwbot' }, () => ({ contents: JSON.stringify(words), loader: 'json' }));
    bundler.onLoad({ filter: /:posters$/, namespace: 'dwbot' }, async () => {
      const texts = await readJson('posters.json');
      for (const [language, text] of Object.entries(texts)) {
        const { own_name, direction, reviewed, messages } = await readJson('messages', `${language}.json`);
        texts[language] = { ...text, own_name, direction, reviewed: Boolean(text.reviewed && reviewed), real: ofNobody(messages.real) };
      }
      return { contents: JSON.stringify(texts), loader: 'json' };
    });
  },
};

const options = {
  absWorkingDir: here,
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
  plugins: [fromLocales],
};
// Pages that share nothing with each other are built apart, so that what a page needs comes in few files.
const results = [];
for (const together of groups) {
  results.push(await build({ ...options, entryPoints: together.map((page) => ({ in: sourceOf(page), out: page })) }));
}
results.push(await build({ ...options, splitting: false, entryPoints: Object.values(early) }));
const outputs = Object.assign({}, ...results.map((result) => result.metafile.outputs));
const outputOf = (source) => {
  const found = Object.keys(outputs).find((path) => outputs[path].entryPoint === source && path.endsWith('.js'));
  if (!found) throw new Error(`build.mjs: ${source} is no part of its own`);
  return found;
};
function partsOf(path, found = new Set()) {
  for (const { path: part, kind } of outputs[path].imports) {
    if (kind !== 'import-statement' || found.has(part)) continue;
    found.add(part);
    partsOf(part, found);
  }
  return found;
}
const names = (paths) => [...paths].map((path) => basename(path));

const manifest = {};
const styles = new Set();
for (const page of groups.flat()) {
  const script = outputOf(sourceOf(page));
  const { cssBundle } = outputs[script];
  styles.add(cssBundle);
  manifest[page] = { script: basename(script), style: basename(cssBundle), parts: names(partsOf(script)), early: '', later: {} };
  for (const [address, source] of Object.entries(later[page] ?? {})) {
    const part = outputOf(source);
    manifest[page].later[address] = names(new Set([part, ...partsOf(part)])).filter((name) => !manifest[page].parts.includes(name));
  }
  if (early[page]) manifest[page].early = basename(outputOf(early[page]));
}

// A style of a part that is fetched later is not fetched with it: its page must have it too.
const styled = new Set([...styles].flatMap((path) => Object.keys(outputs[path].inputs)));
for (const [path, { inputs }] of Object.entries(outputs)) {
  const lost = path.endsWith('.css') && Object.keys(inputs).find((input) => !styled.has(input));
  if (lost) throw new Error(`build.mjs: no page imports ${lost}`);
}

// Each file as it is, and packed as tight as it goes: no request waits for that.
const most = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const built = results.flatMap((result) => result.outputFiles).concat(Object.entries(wordFiles).map(([path, contents]) => ({ path, contents })));
for (const { path, contents } of built) {
  const key = Object.keys(outputs).find((known) => basename(known) === basename(path));
  if (path.endsWith('.css') && !styles.has(key)) continue;
  const file = join(dist, basename(path));
  await writeFile(file, contents);
  await writeFile(`${file}.gz`, gzipSync(contents, { level: 9 }));
  await writeFile(`${file}.br`, brotliCompressSync(contents, most));
}
await writeFile(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n');
