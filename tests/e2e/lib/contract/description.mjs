// SPDX-License-Identifier: Apache-2.0
// The description of the API as something to hold answers against: is it valid itself, which operations are there, and does an
// answer have a documented status, type, headers and body?
import path from 'node:path';
import {createRequire} from 'node:module';
import {SOURCE_DIR} from '../service.mjs';

const require = createRequire(path.join(SOURCE_DIR, 'tests/package.json'));
const SwaggerParser = require('@apidevtools/swagger-parser');
const Ajv = require('ajv');
const addFormats = require('ajv-formats');

// OpenAPI 3.0's `nullable` is not JSON Schema's: null beside what else is allowed.
function asJsonSchema(schema) {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (schema === null || typeof schema !== 'object') return schema;
  const {nullable, ...rest} = schema;
  const plain = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, key === 'enum' ? value : asJsonSchema(value)]));
  return nullable === true ? {anyOf: [{type: 'null'}, plain]} : plain;
}

export class Description {
  // Throws what is wrong with the file itself.
  static async of(document) {
    await SwaggerParser.validate(structuredClone(document));
    const description = new Description();
    description.api = await SwaggerParser.dereference(structuredClone(document));
    description.ajv = new Ajv({strict: false, allErrors: true});
    addFormats(description.ajv);
    description.checks = new Map();
    description.operations = [];
    for (const [pattern, methods] of Object.entries(description.api.paths)) {
      for (const [method, operation] of Object.entries(methods)) description.operations.push({pattern, method: method.toUpperCase(), operation});
    }
    return description;
  }

  #bodyErrors(schema, body) {
    if (!this.checks.has(schema)) this.checks.set(schema, this.ajv.compile(asJsonSchema(schema)));
    const check = this.checks.get(schema);
    return check(body) ? [] : check.errors.map((e) => `${e.instancePath || 'body'} ${e.message}`);
  }

  // What of `reply` is not as described; an empty list when all is.
  problems({operation}, reply) {
    if (reply.status === 0) return ['no answer'];
    const described = operation.responses[String(reply.status)];
    if (!described) return [`status ${reply.status} is not documented`];
    const wrong = Object.keys(described.headers ?? {}).filter((name) => reply.headers[name.toLowerCase()] === undefined).map((name) => `${reply.status} lacks the header ${name}`);
    if (!described.content) return reply.bytes > 0 ? [...wrong, `${reply.status} has a body that is not documented`] : wrong;
    const type = (reply.headers['content-type'] ?? '').split(';')[0];
    const media = Object.entries(described.content).find(([name]) => name.split(';')[0] === type)?.[1];
    if (!media) return [...wrong, `${reply.status}: the type ${type} is not documented`];
    if (!/json$/.test(type) || media.schema?.format === 'binary') return wrong;
    try {
      return [...wrong, ...this.#bodyErrors(media.schema, JSON.parse(reply.text)).map((line) => `${reply.status}: ${line}`)];
    } catch {
      return [...wrong, `${reply.status}: no JSON`];
    }
  }
}
