// SPDX-License-Identifier: Apache-2.0
// Two XPath engines that we did not write, over one small form: openrosa-xpath-evaluator (Enketo's) and @getodk/xpath (ODK
// Web Forms'). Both want a browser: jsdom. jsdom refuses an undefined result type; @getodk/xpath's parser asks for
// __dirname. The clock stands still and the zone is UTC.
import {createRequire} from 'node:module';
import {JSDOM} from 'jsdom';

if (process.env.TZ !== 'UTC') throw new Error('run with TZ=UTC');
export const NOW = '2024-03-01T10:30:00Z';
const RealDate = Date;
const now = RealDate.parse(NOW);
globalThis.Date = class extends RealDate {
  constructor(...args) { super(...(args.length === 0 ? [now] : args)); }
  static now() { return now; }
};

const {window} = new JSDOM('');
for (const name of ['Node', 'Element', 'XPathResult', 'Document', 'Attr', 'Text', 'DOMParser']) globalThis[name] ??= window[name];
globalThis.window ??= window;
globalThis.document ??= window.document;
const plain = new window.XPathEvaluator();
globalThis.XPathEvaluator = class {
  evaluate(e, node, resolver, type, result) { return plain.evaluate(e, node, resolver, type ?? 0, result ?? null); }
  createExpression(e, resolver) { return plain.createExpression(e, resolver); }
};
globalThis.__dirname = '.';

const require = createRequire(import.meta.url);
const enketo = require('openrosa-xpath-evaluator')();
const {XFormsXPathEvaluator, DEFAULT_DOM_ADAPTER} = await import('@getodk/xpath');
const parse = xml => new window.DOMParser().parseFromString(xml, 'text/xml');

// engines(xml, lists) -> {enketo, odk}: an expression's text, or {error}.
export function engines(xml, lists) {
  const form = parse(xml);
  const secondary = new Map(Object.entries(lists).map(([name, list]) => [name, parse(list).documentElement]));
  const odk = new XFormsXPathEvaluator({rootNode: form, domAdapter: DEFAULT_DOM_ADAPTER, timeZoneId: 'UTC',
    itextTranslationsByLanguage: new Map(), secondaryInstancesById: secondary});
  const guarded = f => expression => {
    try { return f(`string(${expression})`); } catch (error) { return {error: String(error?.message ?? error)}; }
  };
  return {
    enketo: guarded(e => enketo.evaluate(e, form.documentElement, null, 2).stringValue),
    odk: guarded(e => odk.evaluate(e, form.documentElement, null, 2).stringValue),
  };
}
