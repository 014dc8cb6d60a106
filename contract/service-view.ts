import type { Localized } from './localized.ts';
import type { Problem } from './problem.ts';
import type { PersonView } from './view.ts';

/** A text in every language, or one that stands in a record as it is: a number, a name, a date. */
export type Text = Localized | string;

/** What the screen offers for typing a field. */
export const keyboards = [
  /** Digits and X, as identity numbers have. */
  'digits-x',
  'phone',
  'english',
  'pinyin',
  /** One of the standard addresses of the district. */
  'address-list',
  /** One of the values that the form allows; for a list of values, several. */
  'choice',
  'date',
] as const;
export type KeyboardName = (typeof keyboards)[number];

export interface ChoiceView {
  value: string;
  label: Localized;
}

/** What was filled in: a text, the value of a choice, or the values of several. */
export type FieldValue = string | readonly string[];

/** Where a value came from, and since when it is known there (`YYYY-MM-DD`). */
export interface SourceView {
  name: Localized;
  since: string | null;
}

export interface FieldView {
  id: string;
  label: Localized;
  hint: Localized | null;
  keyboard: KeyboardName;
  /** For `choice`. */
  choices: readonly ChoiceView[];
  /** Of the choices, several may be taken. */
  several: boolean;
  required: boolean;
  /** `null`: blank. Among others masked, unless the citizen holds the reveal button down; whole where it is filled in. */
  value: FieldValue | null;
  /** `null`: the citizen filled it in. */
  source: SourceView | null;
  /** The citizen has said that the source is wrong; `receipt` and `dueOn` (`YYYY-MM-DD`) once the city has it. */
  disputed: { receipt: string | null; dueOn: string | null } | null;
  fault: Localized | null;
}

/** What speaks against it, and what can be done. */
export interface FaultView {
  reason: Localized;
  remedy: Localized | null;
  /** The field that it is about, where it is about one. */
  field: string | null;
}

/** One line of a result. */
export interface RowView {
  label: Localized;
  value: Text;
}

/** One part of what goes on after it: of a case, or of a bundle. */
export interface StageView {
  title: Text;
  by: Text;
  state: 'done' | 'running' | 'waiting';
  /** `YYYY-MM-DD`: when it was done, or by when it has to be. */
  date: string | null;
}

export interface ResultView {
  headline: Localized;
  rows: readonly RowView[];
  stages: readonly StageView[];
  /** Nothing personal is in it. */
  qr: { text: string; caption: Localized } | null;
  /** `later`: the city does not answer now; it is kept and sent once, in its order. */
  sent: 'now' | 'later';
}

/** What is offered to be taken with one touch. */
export interface OfferedView {
  id: string;
  title: Localized;
  reason: Localized;
  /** In fen. */
  amountFen: number | null;
  taken: boolean;
}

/** The three stages of the answer to a bad rating (1-3-1 working days); `YYYY-MM-DD`. */
export interface RatingStageView {
  stage: 'contact' | 'answer' | 'review';
  dueOn: string;
}

/** What can stand in the way of a service item alone, beside what can stand in any way. */
export const cityProblems = [
  /** The system of the city that is needed does not answer. */
  'city-unavailable',
  /** The city answered about somebody else; nothing of it was shown, kept or printed. */
  'city-wrong-person',
  /** The city said no, and why. */
  'city-refused',
  /** What would be printed is not provably this person's. */
  'document-refused',
] as const;
export type CityProblem = (typeof cityProblems)[number];

/** Why a service does not go on, in the citizen's terms. */
export type ServiceProblem = Problem | CityProblem;

/** The screens of a service item, one for each step. */
export type ServiceScreen =
  | { name: 'region'; item: Localized; regions: readonly { code: string; name: Localized }[] }
  | {
      name: 'variant';
      item: Localized;
      person: PersonView | null;
      variants: readonly { id: string; name: Localized; summary: Localized }[];
    }
  | {
      name: 'consent';
      item: Localized;
      person: PersonView | null;
      consent: { id: string; text: Localized; purpose: Localized; required: boolean };
    }
  /** The city is asked for what it knows already. */
  | { name: 'gathering'; item: Localized; person: PersonView | null }
  | {
      name: 'pick';
      item: Localized;
      person: PersonView | null;
      offered: readonly OfferedView[];
      /** A touch is under way. */
      busy: boolean;
    }
  /** One field. `position` counts from 1 over those that are still blank. `loading`: its choices are being asked for. */
  | { name: 'field'; item: Localized; field: FieldView; loading: boolean; position: number; of: number }
  | {
      name: 'review';
      item: Localized;
      person: PersonView | null;
      fields: readonly FieldView[];
      /** What is to be known before going on, and does not hinder it. */
      warnings: readonly FaultView[];
      /** Something is changed by going on; otherwise something is only looked up or printed. */
      changes: boolean;
      sign: boolean;
      busy: boolean;
    }
  | { name: 'dispute'; item: Localized; field: FieldView; busy: boolean }
  | { name: 'blocked'; item: Localized; faults: readonly FaultView[]; canChange: boolean }
  | { name: 'sign'; item: Localized; person: PersonView | null; busy: boolean }
  /** The city is asked for the thing itself; it cannot be stopped any more. */
  | { name: 'requesting'; item: Localized; changes: boolean }
  | { name: 'printing'; item: Localized; paper: 'a4' | 'ticket' }
  | {
      name: 'service-problem';
      item: Localized;
      problem: ServiceProblem;
      /** The city's own words, where it said no. */
      reason: Localized | null;
      canRetry: boolean;
    }
  | {
      name: 'result';
      item: Localized;
      result: ResultView;
      /** What came of the paper; `none`: there is none. */
      paper: 'printed' | 'uncertain' | 'failed' | 'none';
      rating: boolean;
    }
  | {
      name: 'rating';
      item: Localized;
      busy: boolean;
    }
  | { name: 'rated'; stages: readonly RatingStageView[] };
