import type { Operation, RequestOf } from '../../platform/core/port.ts';
import { identity } from '../../platform/ports/identity.ts';
import { ports, type Ports } from '../../platform/ports/index.ts';
import { fitsText } from '../log/value-types.ts';

/** A document as the identity port takes it. */
export type ShownDocument = RequestOf<typeof identity.operations.identify>['document'];

/** Whose it is: by the city's reference or, where nobody could be asked for it, by the document that was shown. */
export type Whose = { subject: string } | { document: ShownDocument };

/** One keyed operation of a port, and what it is asked. */
export interface Entry {
  /** The idempotency key: an operation's id as the log knows it, so that it can name nobody; at most 64 long. */
  key: string;
  port: keyof Ports;
  operation: string;
  /** `null` for an operation that is about nobody. */
  who: Whose | null;
  /** The request as the port's table has it, without `subject`. */
  body: Readonly<Record<string, unknown>>;
}

/** What is sealed. */
export type Contents = Pick<Entry, 'who' | 'body'>;

/** Stands for the reference of a person who is identified later; only to look at the rest. */
const someSubject = 'subject-to-come';

/** @throws TypeError for what the port would not take: a bug of the caller. It names fields, never values. */
export function checked(entry: Entry): Contents {
  const name = `${entry.port}.${entry.operation}`;
  if (!fitsText('operation', entry.key) || entry.key.length > 64)
    throw new TypeError(`${name}: a malformed idempotency key`);
  const operation = keyedOperation(entry.port, entry.operation);
  if (operation === null) throw new TypeError(`${name} is no operation with a key`);
  if ('subject' in operation.request.shape !== (entry.who !== null))
    throw new TypeError(`${name}: a person is missing or not wanted`);
  const subject = entry.who !== null && 'subject' in entry.who ? entry.who.subject : someSubject;
  fits(name, operation.request, entry.who === null ? entry.body : { ...entry.body, subject });
  if (entry.who !== null && 'document' in entry.who)
    fits(name, identity.operations.identify.request, { document: entry.who.document });
  return { who: entry.who, body: entry.body };
}

function fits(name: string, schema: Operation['request'], value: unknown): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const paths = parsed.error.issues.map(({ path }) => path.join('.') || 'its root');
  throw new TypeError(`${name}: the request does not fit the contract at ${paths.join(', ')}`);
}

/** `null`: there is none of this name, or it takes no key. */
export function keyedOperation(port: string, name: string): Operation | null {
  const operations: Readonly<Record<string, Operation>> = Object.hasOwn(ports, port)
    ? ports[port as keyof Ports].operations
    : {};
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return operation?.effects === 'keyed' ? operation : null;
}
