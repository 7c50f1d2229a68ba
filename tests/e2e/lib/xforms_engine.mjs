// SPDX-License-Identifier: Apache-2.0
// ODK Web Forms' engine (npm @getodk/xforms-engine) under Node: it expects a browser's document, and on Node its
// WebAssembly part expects CommonJS's names.
import { File } from 'node:buffer';
import { createRequire } from 'node:module';
import { webcrypto } from 'node:crypto';
import { JSDOM } from 'jsdom';

globalThis.__dirname ??= '/';
globalThis.File ??= File; // Node 18
globalThis.require ??= createRequire(import.meta.url);
globalThis.crypto ??= webcrypto;
const page = new JSDOM('<!doctype html><html><body></body></html>').window;
for (const name of ['window', 'document', 'DOMParser', 'XMLSerializer', 'Element', 'Node', 'Document', 'XPathResult', 'XPathEvaluator', 'Attr', 'Text',
  'CharacterData', 'Comment', 'CDATASection', 'ProcessingInstruction', 'DocumentType', 'XMLDocument', 'NodeFilter', 'HTMLElement']) {
  if (!(name in globalThis)) globalThis[name] = page[name];
}
const { loadForm } = await import('@getodk/xforms-engine');

// A fresh, empty instance of the form; throws what the engine says of a form that it cannot load.
export async function openForm(xml) {
  const form = await loadForm(xml, { fetchFormAttachment: async () => { throw new Error('no attachments'); } });
  if (form.status === 'failure') throw form.error;
  return form.createInstance().root;
}
