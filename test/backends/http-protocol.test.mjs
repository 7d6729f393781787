/** The protocol: its document, the server of the tests and the adapter say the same. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keepsTheBackendContract } from '@shuk/conformance';
import { Validator } from '@seriousme/openapi-schema-validator';
import { start } from '../shops/http/shop.mjs';
import { checkedFetch, file, openapi } from '../support/http/document.mjs';

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(fileURLToPath(file));
    assert.ok(valid, JSON.stringify(errors));
    assert.equal(validator.version, '3.1');
  });

  it('has what it refers to, and refers to what it has', () => {
    const refs = new Set();
    const visit = (node) => {
      if (typeof node !== 'object' || node === null) return;
      if (typeof node.$ref === 'string') refs.add(node.$ref);
      Object.values(node).forEach(visit);
    };
    visit(openapi);
    const parts = Object.entries(openapi.components)
      .filter(([kind]) => kind !== 'securitySchemes')
      .flatMap(([kind, named]) => Object.keys(named).map((name) => `#/components/${kind}/${name}`));
    assert.deepEqual([...refs].sort(), parts.sort());
  });

  it('describes every field, parameter and answer', () => {
    const bare = [];
    const describes = ({ $ref, description }) =>
      Boolean(
        description ||
        ($ref &&
          $ref
            .split('/')
            .slice(1)
            .reduce((at, key) => at[key], openapi).description),
      );
    const visit = (node, path) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, field] of Object.entries(node.properties ?? {})) {
        if (!describes(field)) bare.push(`${path}.${name}`);
      }
      for (const [name, inner] of Object.entries(node)) visit(inner, `${path}.${name}`);
    };
    visit(openapi.components.schemas, '');
    for (const [path, verbs] of Object.entries(openapi.paths)) {
      for (const [verb, { parameters, responses }] of Object.entries(verbs)) {
        const at = `${verb} ${path}`;
        bare.push(...parameters.filter((it) => !describes(it)).map(({ name }) => `${at} ${name}`));
        bare.push(...Object.entries(responses).flatMap(([status, it]) => (describes(it) ? [] : [`${at} ${status}`])));
      }
    }
    assert.deepEqual(bare, []);
  });

  it('keeps the token of a cart out of addresses', () => {
    const { CartToken, OptionalCartToken } = openapi.components.parameters;
    assert.deepEqual([CartToken.in, OptionalCartToken.in], ['header', 'header']);
    assert.ok(Object.keys(openapi.paths).every((path) => !path.includes('{')));
  });
});

describe('the contract, every request and answer checked against the document', async () => {
  const shop = await start();
  const seen = new Map();
  const send = checkedFetch(shop.endpoint, seen);
  keepsTheBackendContract(() => shop.open(shop.origin, send), shop.fixture, { describe, it, beforeEach });

  it('asked for everything but what no list here is long enough for', () => {
    const all = Object.values(openapi.paths).flatMap((verbs) => Object.values(verbs).map((it) => it.operationId));
    const long = ['productsByBody', 'ratingsByBody'];
    assert.deepEqual([...seen.keys(), ...long].sort(), all.sort());
  });

  after(() => shop.stop());
});
