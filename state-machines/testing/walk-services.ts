import {
  application,
  benefits,
  elsewhere,
  gathered,
  left,
  offered,
  refused,
  requested,
  unavailable,
} from './sample-service.ts';
import { card, item, Rig } from './scripted-ports.ts';
import type { SessionItem } from '../ports.ts';

export const serviceItems: readonly SessionItem[] = [item, application, benefits, elsewhere];

async function identify(rig: Rig, itemId: string): Promise<void> {
  await rig.send({ type: 'START', itemId });
  if (itemId === elsewhere.id) await rig.send({ type: 'PICK', value: '320000' });
  await rig.answer('waitForCard', undefined);
  await rig.answer('readCard', card);
}

/** Types a field's value, and the host finds it good. */
export async function fillIn(rig: Rig, field: string, value: string): Promise<void> {
  await rig.send({ type: 'FILL', field, value });
  await rig.answer('checkField', null);
}

/** Ways to each place of a service item; each one starts at the attract screen of a rig with `serviceItems`. */
export const walkService = {
  browsing: async (rig: Rig) => {
    await rig.send({ type: 'BROWSE', theme: null, text: '', from: 0 });
  },
  region: async (rig: Rig) => {
    await rig.send({ type: 'START', itemId: elsewhere.id });
  },
  variant: (rig: Rig) => identify(rig, application.id),
  consent: async (rig: Rig) => {
    await walkService.variant(rig);
    await rig.send({ type: 'PICK', value: 'new' });
  },
  secondConsent: async (rig: Rig) => {
    await walkService.consent(rig);
    await rig.send({ type: 'CONSENT', id: 'household', given: true });
  },
  gathering: async (rig: Rig) => {
    await walkService.secondConsent(rig);
    await rig.send({ type: 'CONSENT', id: 'cases', given: false });
  },
  cityAway: async (rig: Rig) => {
    await walkService.gathering(rig);
    await rig.answer('gather', unavailable);
  },
  blockedAtOnce: async (rig: Rig) => {
    await walkService.gathering(rig);
    const young = { reason: { 'zh-CN': '未满六十岁', en: 'Too young' }, remedy: null, field: null };
    await rig.answer('gather', { ...gathered, faults: [young] });
  },
  field: async (rig: Rig) => {
    await walkService.gathering(rig);
    await rig.answer('gather', gathered);
  },
  checkingField: async (rig: Rig) => {
    await walkService.field(rig);
    await rig.send({ type: 'FILL', field: 'phone', value: '12345' });
  },
  loadingChoices: async (rig: Rig) => {
    await walkService.field(rig);
    await fillIn(rig, 'phone', '13900000000');
  },
  choicesFailed: async (rig: Rig) => {
    await walkService.loadingChoices(rig);
    await rig.answer('choices', unavailable);
  },
  choosing: async (rig: Rig) => {
    await walkService.loadingChoices(rig);
    const choices = [{ value: 'morning', label: { 'zh-CN': '上午', en: 'Morning' } }];
    await rig.answer('choices', { ok: true, choices });
  },
  review: async (rig: Rig) => {
    await walkService.choosing(rig);
    await fillIn(rig, 'slot', 'morning');
  },
  claim: async (rig: Rig) => {
    await walkService.review(rig);
    await rig.send({ type: 'DISPUTE', field: 'address' });
  },
  raising: async (rig: Rig) => {
    await walkService.claim(rig);
    await rig.send({ type: 'CLAIM', claimed: null });
  },
  disputeFailed: async (rig: Rig) => {
    await walkService.raising(rig);
    await rig.answer('dispute', unavailable);
  },
  checking: async (rig: Rig) => {
    await walkService.review(rig);
    await rig.send({ type: 'SUBMIT' });
  },
  checkFailed: async (rig: Rig) => {
    await walkService.checking(rig);
    await rig.fail('check', new Error('scripted'));
  },
  blocked: async (rig: Rig) => {
    await walkService.checking(rig);
    const fault = { reason: { 'zh-CN': '电话不对', en: 'Wrong telephone' }, remedy: null, field: 'phone' };
    await rig.answer('check', { faults: [fault], warnings: [] });
  },
  pad: async (rig: Rig) => {
    await walkService.checking(rig);
    await rig.answer('check', { faults: [], warnings: [] });
  },
  sealing: async (rig: Rig) => {
    await walkService.pad(rig);
    await rig.send({ type: 'SIGN', strokes: [[0, 0, 100, 100]] });
  },
  signFailed: async (rig: Rig) => {
    await walkService.sealing(rig);
    await rig.answer('sign', unavailable);
  },
  requesting: async (rig: Rig) => {
    await walkService.sealing(rig);
    await rig.answer('sign', { ok: true, signature: 'signature-1' });
  },
  refused: async (rig: Rig) => {
    await walkService.requesting(rig);
    await rig.answer('request', refused);
  },
  printing: async (rig: Rig) => {
    await walkService.requesting(rig);
    await rig.answer('request', requested);
  },
  notPrinted: async (rig: Rig) => {
    await walkService.printing(rig);
    await rig.answer('print', { ok: false, problem: 'printer-paper-out', reason: null, retry: true });
  },
  result: async (rig: Rig) => {
    await walkService.printing(rig);
    await rig.answer('print', { ok: true, paper: 'printed' });
  },
  rating: async (rig: Rig) => {
    await walkService.result(rig);
    await rig.send({ type: 'DONE' });
  },
  sendingRating: async (rig: Rig) => {
    await walkService.rating(rig);
    await rig.send({ type: 'RATE', level: 1 });
  },
  rated: async (rig: Rig) => {
    await walkService.sendingRating(rig);
    await rig.answer('rate', { ok: true, stages: [{ stage: 'contact', dueOn: '2026-01-05' }] });
  },
  carryOffering: async (rig: Rig) => {
    await walkService.review(rig);
    await rig.send({ type: 'PAUSE_HERE' });
  },
  carryShown: async (rig: Rig) => {
    await walkService.carryOffering(rig);
    await rig.answer('offer', { ok: true, qr: 'TONGBAN-CARRY:abc', remainingMs: 300_000 });
  },
  carryProblem: async (rig: Rig) => {
    await walkService.carryOffering(rig);
    await rig.answer('offer', { ok: false, problem: 'city-unavailable' });
  },
  redeeming: async (rig: Rig) => {
    await rig.answer('waitForCarried', 'TONGBAN-CARRY:abc');
  },
  carriedIdentifying: async (rig: Rig) => {
    await walkService.redeeming(rig);
    await rig.answer('redeem', { ok: true, service: left, subject: 'subject-0001' });
  },
  comparing: async (rig: Rig) => {
    await walkService.carriedIdentifying(rig);
    await rig.answer('waitForCard', undefined);
    await rig.answer('readCard', card);
  },
  carriedProblem: async (rig: Rig) => {
    await walkService.comparing(rig);
    await rig.answer('isSame', { ok: false, problem: 'carry-other-person' });
  },
  carriedGathering: async (rig: Rig) => {
    await walkService.comparing(rig);
    await rig.answer('isSame', { ok: true });
  },
  pick: async (rig: Rig) => {
    await identify(rig, benefits.id);
    await rig.answer('gather', offered);
  },
} satisfies Record<string, (rig: Rig) => Promise<void>>;
