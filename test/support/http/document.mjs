/**
 * The protocol as its document says it: `packages/backend-http/openapi.json`, compiled. The server looks at requests
 * with it, and the tests look at both sides.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../packages/cli/package.json', import.meta.url));
const { Ajv2020 } = require('ajv/dist/2020.js');
const addFormats = require('ajv-formats');

export const file = new URL('../../../packages/backend-http/openapi.json', import.meta.url);
export const openapi = JSON.parse(readFileSync(file, 'utf8'));

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(openapi, 'openapi');

/** What a `$ref` stands for; its own fields win. */
function resolve({ $ref, ...own }) {
  if (!$ref) return own;
  const target = $ref
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], openapi);
  return { ...resolve(target), ...own };
}

const compiled = new Map();

/** A function that says what is wrong with a value, or `undefined`. `pointer`: of a schema in the document. */
function checkerAt(pointer) {
  if (!compiled.has(pointer)) compiled.set(pointer, ajv.compile({ $ref: `openapi#${pointer}` }));
  const validate = compiled.get(pointer);
  return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: 'it' }));
}

/** What is wrong with a value of a named schema, or `undefined`. */
export const wrongIn = (schema, value) => checkerAt(`/components/schemas/${schema}`)(value);

const escaped = (key) => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** The operation at a path below the endpoint; `undefined` for none. */
export function operationOf(method, path) {
  const verb = method.toLowerCase();
  const operation = openapi.paths[path]?.[verb];
  return operation && { ...operation, verb, path, pointer: `/paths/${escaped(path)}/${verb}` };
}

/** Query parameters are text: numbers are read as such, JSON as JSON. */
function valueOf(parameter, text) {
  if (parameter.content) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  return parameter.schema.type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
}

/**
 * What is wrong with a request, or `undefined`. `query`: URLSearchParams; `headers`: Headers; `body`: text. `isStrict`
 * also minds what the document does not name, which servers ignore.
 */
export function wrongWithRequest(operation, { query, headers, body }, isStrict = false) {
  const known = operation.parameters.map((parameter, index) => ({
    ...resolve(parameter),
    index,
    $ref: parameter.$ref,
  }));
  for (const { index, $ref, ...parameter } of known) {
    const { name, in: place, required, content } = parameter;
    const text = place === 'query' ? query.get(name) : headers.get(name);
    if (text === null) {
      if (required) return `${name} is missing`;
      continue;
    }
    const at = $ref ? $ref.slice(1) : `${operation.pointer}/parameters/${index}`;
    const pointer = content ? `${at}/content/${escaped('application/json')}/schema` : `${at}/schema`;
    const wrong = checkerAt(pointer)(valueOf(parameter, text));
    if (wrong) return `${name}: ${wrong}`;
  }
  if (isStrict) {
    const names = known.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    const stranger = [...query.keys()].find((name) => !names.includes(name));
    if (stranger) return `${stranger} is no parameter of ${operation.operationId}`;
    if (new Set(query.keys()).size < [...query.keys()].length) return 'a parameter is there twice';
    if (!operation.requestBody && body) return 'there is a body';
  }
  if (!operation.requestBody) return undefined;
  if (!/^application\/json\b/.test(headers.get('content-type') ?? '')) return 'the body is not declared as JSON';
  let json;
  try {
    json = JSON.parse(body);
  } catch {
    return 'the body is not JSON';
  }
  return checkerAt(`${operation.pointer}/requestBody/content/${escaped('application/json')}/schema`)(json);
}

/** What is wrong with an answer, or `undefined`. `body`: text. */
export function wrongWithAnswer(operation, { status, headers, body }) {
  const which = operation.responses[status] ? String(status) : 'default';
  const { $ref } = operation.responses[which];
  const at = $ref ? $ref.slice(1) : `${operation.pointer}/responses/${which}`;
  const { content } = resolve(operation.responses[which]);
  const [type] = (headers.get('content-type') ?? '').split(';');
  if (!content[type]) return `${status} comes as ${type}`;
  const wrong = checkerAt(`${at}/content/${escaped(type)}/schema`)(JSON.parse(body));
  return wrong && `${status}: ${wrong}`;
}

/**
 * A `fetch` that throws where a request or an answer of `endpoint` is not as the document says. `seen` counts them by
 * operation. While a test pollutes `Object.prototype` it only passes them on: nothing could be told apart then.
 */
export function checkedFetch(endpoint, seen = new Map()) {
  return async (input, init) => {
    if (Object.keys(Object.prototype).length || 'body' in Object.prototype) return fetch(input, init);
    const url = new URL(input);
    const { method = 'GET', body } = init;
    const operation = operationOf(method, url.pathname.slice(new URL(endpoint).pathname.length));
    if (!operation) throw new Error(`The document has no ${method} ${url.pathname}`);
    const request = { query: url.searchParams, headers: new Headers(init.headers), body };
    const amiss = (what) =>
      Object.assign(new Error(`${operation.operationId}: ${what}`), { name: 'NotAsTheDocumentSays' });
    const wrong = wrongWithRequest(operation, request, true);
    if (wrong) throw amiss(wrong);
    const { status, headers, text } = await fetch(input, init).then(async (answer) => ({
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
    }));
    const said = wrongWithAnswer(operation, { status, headers, body: text });
    if (said) throw amiss(said);
    seen.set(operation.operationId, (seen.get(operation.operationId) ?? 0) + 1);
    return new Response(text, { status, headers });
  };
}
