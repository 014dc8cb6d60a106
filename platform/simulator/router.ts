import type { z } from 'zod';
import { jsonOf } from '../core/json.ts';
import {
  envelopeOf,
  type Operation,
  pathOf,
  type Port,
  type ProtocolStatus,
  refusedStatus,
  unknownSubject,
} from '../core/port.ts';
import type { Ports } from '../ports/index.ts';
import { ports } from '../ports/index.ts';
import { instantOf } from './city/calendar.ts';
import type { City } from './city/city.ts';
import type { FaultKind } from './faults.ts';
import type { Answer, Asked, AskedAbout, Handlers } from './handler.ts';
import { KeptAnswers } from './idempotency.ts';

/** What is sent back, before it is signed. */
export type Outcome =
  | { status: 200; envelope: Record<string, unknown> }
  | { status: ProtocolStatus }
  | { status: typeof refusedStatus; code: string };

export interface RoutedRequest {
  kiosk: string;
  key: string | null;
  body: Uint8Array;
  /** A fault that changes what is said, not how it is sent. */
  fault: FaultKind | null;
}

export interface Route {
  /** `payments.records` */
  name: string;
  operation: Operation;
  answer(request: RoutedRequest): Outcome;
}

const dayMs = 24 * 3_600_000;
type AnyAnswer = Answer<Record<string, unknown>, string>;
type AnyHandler = (request: unknown, asked: Asked & Partial<AskedAbout>) => AnyAnswer;

/** The server side of every port, from its table and its handlers: by path. */
export function createRoutes(
  city: City,
  handlers: { readonly [K in keyof Ports]: Handlers<Ports[K]> },
): ReadonlyMap<string, Route> {
  const kept = new KeptAnswers<AnyAnswer>(city);
  return new Map(
    Object.entries<Port>(ports).flatMap(([portName, port]) =>
      Object.entries(port.operations).map(([name, operation]): [string, Route] => {
        const handler = (handlers[portName as keyof Ports] as Readonly<Record<string, AnyHandler>>)[name];
        if (!handler) throw new Error(`no handler for ${port.id}.${name}`);
        return [pathOf(port, name), route(city, `${port.id}.${name}`, operation, handler, kept)];
      }),
    ),
  );
}

function route(
  city: City,
  name: string,
  operation: Operation,
  handler: AnyHandler,
  kept: KeptAnswers<AnyAnswer>,
): Route {
  const envelope: z.ZodType = envelopeOf(operation);
  return {
    name,
    operation,
    answer({ kiosk, key, body, fault }) {
      const parsed = operation.request.safeParse(jsonOf(body));
      if (!parsed.success || (operation.effects === 'keyed') !== (key !== null)) return { status: 400 };
      const request = parsed.data;
      const asked =
        fault === 'wrongPerson' && operation.effects === 'none' ? ofSomebodyElse(city, request) : request;
      const once = (): AnyAnswer => {
        if (operation.about !== 'subject') return handler(asked, { kiosk });
        const person = city.person(String(asked['subject']));
        return person ? handler(asked, { kiosk, person }) : { refusal: unknownSubject };
      };
      const answer = key === null ? once() : keptOrNew(kept, `${kiosk} ${name} ${key}`, body, once);
      if (answer === 'keyReused') return { status: 422 };
      if ('refusal' in answer) return { status: refusedStatus, code: answer.refusal };
      const about = operation.about === null ? null : asked[operation.about];
      const at = city.now() - (fault === 'stale' ? dayMs : 0);
      const validUntil = answer.freshMs === undefined ? null : instantOf(at + answer.freshMs);
      return {
        status: 200,
        envelope: {
          // A simulator that breaks its own contract is a bug, and throws.
          ...(envelope.parse({ about, asOf: instantOf(at), validUntil, data: answer.data }) as object),
          ...(fault === 'wrongPerson' && { about: aboutSomebodyElse(city, about) }),
          ...(fault === 'stale' && { validUntil: instantOf(city.now() - 1000) }),
          ...(fault === 'malformed' && { data: [] }),
        },
      };
    },
  };
}

function keptOrNew(
  kept: KeptAnswers<AnyAnswer>,
  key: string,
  body: Uint8Array,
  once: () => AnyAnswer,
): AnyAnswer | 'keyReused' {
  const request = Buffer.from(body).toString('base64');
  const found = kept.find(key);
  if (found) return found.request === request ? found.answer : 'keyReused';
  const answer = once();
  kept.keep(key, { request, answer });
  return answer;
}

function ofSomebodyElse(city: City, request: Record<string, unknown>): Record<string, unknown> {
  const other = city.people.find(({ subject }) => subject !== request['subject']);
  return 'subject' in request ? { ...request, subject: other?.subject } : request;
}

/** What the reply repeats instead, in the same shape: a reference, or the document of another. */
function aboutSomebodyElse(city: City, about: unknown): unknown {
  if (typeof about !== 'object' || about === null) return 'somebody-else';
  const own = 'number' in about ? about.number : null;
  const other = city.people.find(({ number }) => number !== own);
  return { ...about, number: other?.number, name: other?.name };
}
