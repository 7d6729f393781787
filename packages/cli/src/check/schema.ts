/** Checks by the published JSON Schema, and says in words what it says in keywords. */
import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fieldsOf, listOf, type Finding } from './finding.js';
import { productOf } from './rules.js';

let compiled: ValidateFunction | undefined;

/** What the schema of `@shuk/backend-static` does not allow. */
export function checkSchema(catalog: unknown): readonly Finding[] {
  const validate = (compiled ??= compile());
  if (validate(catalog)) return [];
  const products = listOf(fieldsOf(catalog).products).map(fieldsOf);
  const findings = outermost(validate.errors ?? []).map((error): Finding => {
    const pointer = error.instancePath;
    return { severity: 'error', pointer, ...productOf(pointer, products), message: wordsFor(error) };
  });
  return [...new Map(findings.map((finding) => [`${finding.pointer}\0${finding.message}`, finding])).values()];
}

function compile(): ValidateFunction {
  const schema = createRequire(import.meta.url)('@shuk/backend-static/catalog.schema.json') as object;
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** Of a choice of forms only the choice is told, not why each of its forms does not fit. */
function outermost(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf');
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !choices.some(
        (choice) =>
          choice !== error &&
          error.schemaPath.startsWith(`${choice.schemaPath}/`) &&
          error.instancePath.startsWith(choice.instancePath),
      ),
  );
}

function wordsFor({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  const words = params as Readonly<Record<string, unknown>>;
  const value = show(data);
  switch (keyword) {
    case 'required':
      return `"${String(words.missingProperty)}" is missing`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `"${String(words.additionalProperty ?? words.unevaluatedProperty)}" is not a field of a catalogue`;
    case 'type':
      return `${value} is not a ${listOf(words.type).join(' or ') || String(words.type)}`;
    case 'enum':
      return `${value} is none of ${listOf(words.allowedValues).map(show).join(', ')}`;
    case 'const':
      return `${value} is not ${show(words.allowedValue)}`;
    case 'oneOf':
    case 'anyOf':
      return `${value} has none of the forms that are allowed here`;
    case 'pattern':
    case 'format': {
      const meaning = fieldsOf(parentSchema).description;
      return `${value} is not written as it must be${typeof meaning === 'string' ? `: ${meaning}` : ''}`;
    }
    default:
      return `${value} ${message ?? 'is not allowed'}`;
  }
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
