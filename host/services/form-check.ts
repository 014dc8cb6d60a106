import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import messages from '../../assets/forms/messages.json' with { type: 'json' };
import { languages, type Localized } from '../../contract/localized.ts';
import type { Form } from './form-schema.ts';
import { formats } from './formats.ts';
import type { Variant } from './item-schema.ts';

export type FormMessage = keyof typeof messages;

/** One thing that is wrong with what was filled in: which field, what, and what to do. */
export interface FormFault {
  /** `null` for a field that the form does not have. */
  field: string | null;
  code: FormMessage;
  message: Localized;
}

/** What was filled in, by field. */
export type Values = Readonly<Record<string, unknown>>;

export type FormCheck = (values: Values) => FormFault[];

/**
 * Makes the check of a form.
 * @param addresses Ids of the standard addresses, for fields with the format `address`.
 * @param variant Narrows the form to the variant's fields.
 * @throws Error where the form's schema is none. Items that were checked have one.
 */
export function compileForm(form: Form, addresses: ReadonlySet<string>, variant?: Variant): FormCheck {
  const validate = compileSchema(narrow(form.schema, variant), addresses);
  return (values) => {
    if (validate(withoutBlanks(values))) return [];
    return firstOfEach((validate.errors ?? []).map((error) => faultOf(error, form)));
  };
}

/**
 * Compiles a form's schema.
 * @throws Error with Ajv's reason: unknown keyword or format, a wrong type, a reference that leads nowhere.
 */
export function compileSchema(schema: object, addresses: ReadonlySet<string>): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false });
  for (const [name, isValid] of Object.entries(formats)) ajv.addFormat(name, isValid);
  ajv.addFormat('address', (id: string) => addresses.has(id));
  return ajv.compile(schema);
}

function narrow(schema: Form['schema'], variant: Variant | undefined): object {
  if (!variant) return schema;
  const all = schema['properties'] as Record<string, unknown>;
  const properties = Object.fromEntries(variant.fields.map((field) => [field, all[field]]));
  return { ...schema, properties, required: variant.required };
}

/** Blanks around a text are slips of the finger, and a text of blanks is nothing. */
function withoutBlanks(values: Values): Record<string, unknown> {
  const entries = Object.entries(values).map(([field, value]): [string, unknown] => [
    field,
    typeof value === 'string' ? value.trim() : value,
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value !== '' && value !== null));
}

function faultOf(error: ErrorObject, form: Form): FormFault {
  const params = error.params as Record<string, string | number | undefined>;
  const named = params['missingProperty'] ?? params['additionalProperty'] ?? error.instancePath.split('/')[1];
  const field = typeof named === 'string' ? named : '';
  const known = Object.hasOwn(form.fields, field);
  const code = codeOf(error);
  const limit = String(params['limit'] ?? '');
  const label = form.fields[field]?.label;
  const message = Object.fromEntries(
    languages.map((language) => [
      language,
      messages[code][language].replace('{label}', label?.[language] ?? field).replace('{limit}', limit),
    ]),
  ) as Localized;
  return { field: known ? field : null, code, message };
}

function codeOf({ keyword, params }: ErrorObject): FormMessage {
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return 'missing';
    case 'minLength':
      return params['limit'] === 1 ? 'empty' : 'too-short';
    case 'maxLength':
      return 'too-long';
    case 'minimum':
    case 'exclusiveMinimum':
      return 'too-small';
    case 'maximum':
    case 'exclusiveMaximum':
      return 'too-large';
    case 'type':
      return params['type'] === 'number' || params['type'] === 'integer' ? 'not-a-number' : 'not-a-text';
    case 'enum':
    case 'const':
      return 'not-a-choice';
    case 'minItems':
      return 'too-few';
    case 'maxItems':
      return 'too-many';
    case 'uniqueItems':
      return 'twice';
    case 'additionalProperties':
      return 'unknown-field';
    case 'format':
      return String(params['format']) as FormMessage;
    default:
      return 'wrong';
  }
}

/** Of each field the first fault: one thing at a time is enough to mend. */
function firstOfEach(faults: FormFault[]): FormFault[] {
  return faults.filter(
    ({ field, code }, index) =>
      faults.findIndex((other) => other.field === field && (field !== null || other.code === code)) === index,
  );
}
