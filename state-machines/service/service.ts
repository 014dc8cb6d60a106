import type { Localized } from '../../contract/localized.ts';
import type {
  ChoiceView,
  FaultView,
  FieldValue,
  KeyboardName,
  OfferedView,
  RatingStageView,
  ResultView,
  ServiceProblem,
  SourceView,
} from '../../contract/service-view.ts';

/** What the flow has to know of a service item; the host makes it from `assets/services`. */
export interface ServiceInfo {
  flow: 'service';
  id: string;
  /** Of what stands in its file. */
  version: string;
  name: Localized;
  summary: Localized;
  /** `optional`: the citizen may go on without. */
  identity: 'none' | 'optional' | 'required';
  /** What may be shown for it, in the order in which it is offered. */
  by: readonly ('card' | 'code' | 'receipt')[];
  regions: readonly { code: string; name: Localized }[];
  variants: readonly { id: string; name: Localized; summary: Localized }[];
  consents: readonly { id: string; text: Localized; purpose: Localized; required: boolean }[];
  form: boolean;
  /** Nothing is filled in: each touch on one of what was gathered is a request of its own. */
  pick: boolean;
  /** What was filled in is shown whole before it is sent. */
  review: boolean;
  /** Something is changed by the request. */
  changes: boolean;
  sign: boolean;
  rating: boolean;
  /** What its documents are printed on; at most one. */
  paper: 'a4' | 'ticket' | null;
}

/** Who stands there, by what they showed. A receipt shows one case and nobody. */
export interface Identified {
  name: string;
  idNumber: string;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  sex: 'female' | 'male' | null;
  address: string | null;
  /** `YYYY-MM-DD` or `long-term`; `null` where it is not known. */
  validTo: string | null;
  /** What it was read from, in the city's terms; `code`: of a code that the city resolved. */
  document: 'id-card' | 'residence-permit' | 'foreign-resident-card' | 'code';
  /** The city's reference for the person, where it has been asked already. */
  subject: string | null;
  /** Of an enterprise code: for whom the person acts. */
  enterprise?: { name: string; creditCode: string } | null;
}

/** What is asked of the host names the same things each time. */
export interface Who {
  sessionId: string;
  itemId: string;
  person: Identified | null;
  /** Of a receipt that was shown instead of saying who it is. */
  receipt: string | null;
  region: string | null;
  variant: string | null;
}

export interface FieldInfo {
  id: string;
  label: Localized;
  hint: Localized | null;
  keyboard: KeyboardName;
  choices: readonly ChoiceView[];
  /** They are asked of the city, by `ServicePorts.choices`. */
  choicesFromCity: boolean;
  several: boolean;
  required: boolean;
  masked: boolean;
}

export type Values = Readonly<Record<string, FieldValue>>;

/** Known failures are values. `retry`: the same may be asked again, and nothing can happen twice by it. */
export interface Failure {
  ok: false;
  problem: ServiceProblem;
  reason: Localized | null;
  retry: boolean;
}

/** Something of ours failed. Asking again does nothing twice. */
export const ourFault: Failure = { ok: false, problem: 'kiosk-fault', reason: null, retry: true };

/** What the city and the card know already. */
export interface Gathered {
  ok: true;
  subject: string | null;
  values: Values;
  sources: Readonly<Record<string, SourceView>>;
  /** For rules, by the item's own names. Absent: not known. */
  facts: Readonly<Record<string, unknown>>;
  /** For items with `pick`. */
  offered: readonly OfferedView[];
  /** What is known already to speak against it, before anything was filled in. */
  faults: readonly FaultView[];
}

export interface Checked {
  faults: readonly FaultView[];
  warnings: readonly FaultView[];
}

/** A finished request. What is printed stays with the host, under `opId`. */
export interface Requested {
  ok: true;
  result: ResultView;
  /** There is something to print. */
  prints: boolean;
  /** A number that says nothing about the person, for the rating. */
  transaction: string;
}

export interface RequestInput extends Who {
  /** The same for every retry: the city does it once. */
  opId: string;
  subject: string | null;
  values: Values;
  facts: Readonly<Record<string, unknown>>;
  consents: Readonly<Record<string, boolean>>;
  /** What was touched, for items with `pick`. */
  picked: string | null;
  /** Of `sign`. */
  signature: string | null;
}

/**
 * The world of a service item; the host supplies it. Known failures are values; whatever else rejects is a fault of
 * ours. Everything honours the signal and settles by a deadline of its own.
 */
export interface ServicePorts {
  /** The fields of the form, in the order of the screen; none where there is no form. */
  fields(itemId: string, variant: string | null): readonly FieldInfo[];
  gather(
    who: Who & { consents: Readonly<Record<string, boolean>> },
    signal: AbortSignal,
  ): Promise<Gathered | Failure>;
  /** What can be chosen in a field now; it may depend on what was filled in before. */
  choices(
    input: Who & { subject: string | null; field: string; values: Values },
    signal: AbortSignal,
  ): Promise<{ ok: true; choices: readonly ChoiceView[] } | Failure>;
  /** Looks at one field: `null` where it is good. */
  checkField(
    input: { itemId: string; variant: string | null; field: string; value: FieldValue | null },
    signal: AbortSignal,
  ): Promise<Localized | null>;
  /** The form and the rules of the day. */
  check(
    input: Who & { values: Values; facts: Readonly<Record<string, unknown>> },
    signal: AbortSignal,
  ): Promise<Checked>;
  /**
   * Seals what was written on the screen together with what was filled in.
   * @param input.strokes each `[x, y, x, y, …]`, in thousandths of the pad's width.
   */
  sign(
    input: RequestInput & { strokes: readonly (readonly number[])[] },
    signal: AbortSignal,
  ): Promise<{ ok: true; signature: string } | Failure>;
  /** Done at most once for one `opId`, however often it is asked and through every restart. */
  request(input: RequestInput, signal: AbortSignal): Promise<Requested | Failure>;
  /** Prints what `request` of the same `opId` brought, never twice. A failure has `retry` only if no page was sent. */
  print(
    input: RequestInput,
    signal: AbortSignal,
  ): Promise<{ ok: true; paper: 'printed' | 'uncertain' } | Failure>;
  /** "This is wrong". */
  dispute(
    input: Who & {
      opId: string;
      subject: string | null;
      field: string;
      shown: string;
      /** What would be right, if the citizen knows. */
      claimed: string | null;
    },
    signal: AbortSignal,
  ): Promise<{ ok: true; receipt: string | null; dueOn: string | null } | Failure>;
  rate(
    input: { opId: string; itemId: string; transaction: string; level: number },
    signal: AbortSignal,
  ): Promise<{ ok: true; stages: readonly RatingStageView[] } | Failure>;
}
