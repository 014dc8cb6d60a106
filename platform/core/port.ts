import { z } from 'zod';
import type { Localized } from '../../contract/localized.ts';
import { instant } from './shapes.ts';

/**
 * What an operation changes in the city. `none`: nothing, it may be repeated at will. `keyed`: once for each
 * idempotency key, which the city keeps for a day. `unkeyed`: each time that it is asked.
 */
export type Effects = 'none' | 'keyed' | 'unkeyed';

/**
 * One thing that the city can be asked. It is POSTed to `/PORT/OPERATION`, both named as in the table: what is asked
 * is in the body, never in a URL, because URLs are logged everywhere.
 */
export interface Operation {
  summary: string;
  effects: Effects;
  /**
   * The field of the request that the reply must repeat, so that a reply about somebody else is noticed. `null` where
   * the reply is about nobody.
   */
  about: string | null;
  /** For the whole call, repetitions included. */
  timeoutMs: number;
  request: z.ZodObject;
  reply: z.ZodObject | z.ZodDiscriminatedUnion;
  /** Why the city may say no, besides `unknownSubject` where it is about a `subject`. Nothing has happened then. */
  refusals: readonly string[];
  /** Default 65 536. */
  maxRequestBytes?: number;
  /** Default 1 048 576. */
  maxReplyBytes?: number;
}

/** One system of the city. */
export interface Port {
  id: string;
  title: Localized;
  operations: Readonly<Record<string, Operation>>;
}

/** Keeps the exact types of a table, from which those of its client and of its handlers follow. */
export function definePort<const P extends Port>(port: P): P {
  return port;
}

export type RequestOf<O extends Operation> = z.infer<O['request']>;
export type ReplyOf<O extends Operation> = z.infer<O['reply']>;
export type RefusalOf<O extends Operation> =
  | O['refusals'][number]
  | (O['about'] extends 'subject' ? typeof unknownSubject : never);

/** No such person is known, or the reference is no longer good. */
export const unknownSubject = 'unknownSubject';

export function refusalsOf({ about, refusals }: Operation): readonly string[] {
  return about === 'subject' ? [unknownSubject, ...refusals] : refusals;
}

/**
 * What every reply is wrapped in. `asOf`: when this was true in the system that keeps it. `validUntil`: from when on
 * it has to be asked again; `null` where it stays true.
 */
export function envelopeOf(operation: Operation) {
  const about = operation.about === null ? z.null() : operation.request.shape[operation.about];
  return z.object({
    about: about as z.ZodType,
    asOf: instant,
    validUntil: instant.nullable(),
    data: operation.reply,
  });
}

/** How the city says no (RFC 9457), with `code` one of the operation's refusals or one of the protocol's. */
export const problemSchema = z.object({ title: z.string(), status: z.int(), code: z.string() });

/** Of a request that is not a refusal of the operation itself. */
export const protocolProblems = {
  400: 'malformed',
  401: 'unauthorized',
  404: 'unknownOperation',
  413: 'tooLarge',
  422: 'keyReused',
  500: 'broken',
  503: 'unavailable',
} as const;
export type ProtocolStatus = keyof typeof protocolProblems;
/** The status of a refusal that is in the operation's table. */
export const refusedStatus = 409;

export const defaultMaxRequestBytes = 65_536;
export const defaultMaxReplyBytes = 1_048_576;

export function pathOf(port: Port, operation: string): string {
  return `/${port.id}/${operation}`;
}
