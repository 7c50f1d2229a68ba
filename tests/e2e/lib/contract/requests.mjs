// SPDX-License-Identifier: Apache-2.0
// For each operation of the description: requests as documented, and requests that nobody documented.
const LONG = 'a'.repeat(5000);
const DEEP = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BAD_IDS = ['x', '-1', '0'.repeat(26), 'z'.repeat(26), '%00', '%2e%2e%2f', "'%20OR%201=1--", '%F0%9F%92%A9', 'a'.repeat(3000), '%ff%fe'];
const STRANGE = ['', '0', '-1', '1e309', '99999999999999999999', 'null', 'P9', LONG, '%00', '%', '\u202e', "' OR 1=1", '../../etc/passwd', '<script>'];
const WRONG_VALUES = [null, true, -1, 1e308, 99999999999999999999, 0.5, '', LONG, '\u0000', '\u202eabc', [], {}, [[]], {a: {b: {}}}, ['x', 1]];

// A value that the schema allows; `depth` ends what refers to itself.
export function sample(schema, depth = 0) {
  if (!schema || depth > 6) return {};
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => sample(one, depth + 1)));
  if (schema.oneOf || schema.anyOf) return sample((schema.oneOf ?? schema.anyOf)[0], depth + 1);
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  if (schema.type === 'array') return schema.minItems ? Array(schema.minItems).fill(sample(schema.items, depth + 1)) : [];
  if (schema.type === 'string') {
    if (schema.format === 'date') return '2026-11-21';
    if (schema.format === 'date-time') return '2026-11-21T10:00:00Z';
    return 'a'.repeat(Math.max(1, schema.minLength ?? 1));
  }
  const out = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!schema.required || schema.required.includes(name)) out[name] = sample(property, depth + 1);
  }
  return out;
}

const jsonBody = (operation) => operation.requestBody?.content?.['application/json']?.schema;

// The properties of an object schema, through allOf and oneOf.
function propertiesOf(schema) {
  const parts = [schema, ...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return Object.assign({}, ...parts.map((part) => part.properties ?? {}));
}

function* bodies(operation) {
  const schema = jsonBody(operation);
  const raw = operation.requestBody?.content?.['application/octet-stream'];
  const type = raw ? 'application/octet-stream' : 'application/json';
  const valid = schema ? sample(schema) : {};
  const send = (name, body, contentType = type) => ({name, body, headers: contentType ? {'content-type': contentType} : {}});
  yield send('valid body', JSON.stringify(valid));
  for (const [name, text] of [['no body', ''], ['broken JSON', '{'], ['an array', '[]'], ['a string', '"x"'], ['null', 'null'], ['a number', '1e400'], ['deep JSON', DEEP],
    ['deep in a field', `{"a":${DEEP}}`], ['twice the same key', '{"a":1,"a":2}'], ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['300 KB', JSON.stringify({a: 'a'.repeat(300_000)})], ['a BOM', '\ufeff{}']]) yield send(name, text);
  yield send('another type', JSON.stringify(valid), 'text/plain');
  yield send('a form', 'a=1', 'application/x-www-form-urlencoded');
  yield send('no type', JSON.stringify(valid), null);
  yield send('an odd type', JSON.stringify(valid), 'application/json; charset=utf-7');
  if (!schema) return;
  yield send('an unknown field', JSON.stringify({...valid, unknown_field: 1}));
  yield send('__proto__', '{"__proto__": {"x": 1}}');
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const {[name]: left, ...without} = valid;
    yield send(`without ${name}`, JSON.stringify(without));
    yield send(`with ${name}`, JSON.stringify({...valid, [name]: sample(property)}));
    for (const value of property.enum ?? []) yield send(`${name} = ${value}`, JSON.stringify({...valid, [name]: value}));
    for (const value of WRONG_VALUES) yield send(`a wrong ${name}`, JSON.stringify({...valid, [name]: value}));
    yield send(`a huge ${name}`, JSON.stringify({...valid, [name]: 0}).replace(/:0(?=[,}])/, ':123456789012345678901234567890'));
  }
}

function* queries(operation) {
  const known = (operation.parameters ?? []).filter((p) => p.in === 'query');
  const all = new URLSearchParams(known.map((p) => [p.name, String(p.schema.enum?.[0] ?? p.schema.default ?? p.schema.minimum ?? 'a')]));
  yield {name: 'no parameter', query: ''};
  if (known.length > 0) yield {name: 'every parameter', query: `?${all}`};
  yield {name: 'an unknown parameter', query: '?unknown=1'};
  yield {name: 'a broken query', query: '?a=%zz&&=='};
  yield {name: 'a very long query', query: `?a=${LONG}`};
  for (const {name, schema} of known) {
    yield {name: `${name} twice`, query: `?${name}=a&${name}=a`};
    for (const value of [...(schema.enum ?? []), schema.minimum, schema.maximum].filter((one) => one !== undefined)) {
      if (name !== 'wait') yield {name: `${name}=${value}`, query: `?${name}=${value}`};
    }
    for (const value of STRANGE) yield {name: `a strange ${name}`, query: `?${name}=${value.startsWith('%') ? value : encodeURIComponent(value)}`};
  }
}

const HEADERS = [
  {name: 'strange languages', headers: {'accept-language': '*;q=0, \u00ff<script>, xx-'.replace(/[^ -~]/g, '~')}},
  {name: 'a very long language', headers: {'accept-language': 'a'.repeat(3000)}},
  {name: 'any tag', headers: {'if-none-match': '*'}},
  {name: 'a strange tag', headers: {'if-none-match': '"x", W/"y"', 'if-match': '"-1"'}},
  {name: 'a huge version', headers: {'if-match': '"99999999999999999999"'}},
  {name: 'any version', headers: {'if-match': '*'}},
  {name: 'a broken cookie', headers: {cookie: '__Host-dwbot=; dwbot=x; ;;=', authorization: ''}},
  {name: 'another scheme', headers: {authorization: 'Basic eDp5'}},
  {name: 'an empty token', headers: {authorization: 'Bearer '}},
  {name: 'a very long token', headers: {authorization: `Bearer ${LONG}`}},
];

function fill(pattern, ids) {
  return pattern.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? 'x');
}

// {name, method, target, headers, body, as}: `as` names the caller, undefined = somebody of each role that may.
export function* requestsOf({pattern, method, operation}, ids, callers) {
  const target = fill(pattern, ids);
  const version = (operation.parameters ?? []).some((p) => p.name === 'If-Match') ? {'if-match': `"${ids.version}"`} : {};
  const insider = (operation['x-roles'] ?? []).find((role) => callers.includes(role)) ?? null;
  const plain = jsonBody(operation) || operation.requestBody ? [...bodies(operation)] : [{name: 'no body', body: undefined, headers: {}}];
  for (const as of [null, 'nobody', ...callers]) yield {name: `as ${as}`, method, target, as, body: plain[0].body, headers: {...version, ...plain[0].headers}};
  for (const {name, query} of queries(operation)) yield {name, method, target: target + query, as: insider, body: plain[0].body, headers: {...version, ...plain[0].headers}};
  for (const {name, headers} of HEADERS) yield {name, method, target, as: 'authorization' in headers ? null : insider, body: plain[0].body, headers: {...plain[0].headers, ...headers}};
  for (const id of BAD_IDS) {
    for (const place of pattern.match(/\{\w+\}/g) ?? []) {
      yield {name: `a bad ${place}`, method, target: fill(pattern.replace(place, id), ids), as: insider, body: plain[0].body, headers: {...version, ...plain[0].headers}};
    }
  }
  for (const {name, body, headers} of plain) yield {name, method, target, as: insider, body, headers: {...version, ...headers}};
  if (Object.keys(version).length > 0) yield {name: 'without If-Match', method, target, as: insider, body: plain[0].body, headers: plain[0].headers};
  if (method === 'GET') yield {name: 'HEAD', method: 'HEAD', target, as: insider, headers: {}};
}
