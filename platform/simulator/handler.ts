import type { Port, RefusalOf, ReplyOf, RequestOf } from '../core/port.ts';
import type { Person } from './city/people.ts';

/** What an operation answers: `fresh` says how long it stays true, in ms; without it, for good. */
export type Answer<Reply, Refusal extends string> = { data: Reply; freshMs?: number } | { refusal: Refusal };

export interface Asked {
  /** The key id of the kiosk. */
  kiosk: string;
}

/** Of an operation about a person: who it is. That somebody is, is seen to by the router. */
export interface AskedAbout extends Asked {
  person: Person;
}

/** The server side of a port: what it does, without a word about HTTP. */
export type Handlers<P extends Port> = {
  readonly [K in keyof P['operations']]: (
    request: RequestOf<P['operations'][K]>,
    asked: P['operations'][K]['about'] extends 'subject' ? AskedAbout : Asked,
  ) => Answer<ReplyOf<P['operations'][K]>, RefusalOf<P['operations'][K]>>;
};
