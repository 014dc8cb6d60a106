import type { SnapshotFrom } from 'xstate';
import type { CarryScreen } from '../../contract/carry-view.ts';
import type { FieldValue, FieldView, ServiceProblem, ServiceScreen } from '../../contract/service-view.ts';
import type { PersonView, Step } from '../../contract/view.ts';
import type { carryMachine } from '../carry.ts';
import { maskIdNumber, maskName } from '../mask.ts';
import { fieldsOf, isBlank } from './fill.ts';
import type { FillContext, fillMachine } from './fill.ts';
import type { FinishContext, finishMachine } from './finish.ts';
import type { ServiceContext, serviceMachine } from './machine.ts';
import type { Failure, FieldInfo, Identified, ServicePorts } from './service.ts';

export type ServiceSnapshot = SnapshotFrom<ReturnType<typeof serviceMachine>>;
type FillSnapshot = SnapshotFrom<ReturnType<typeof fillMachine>>;
type CarrySnapshot = SnapshotFrom<ReturnType<typeof carryMachine>>;
type FinishSnapshot = SnapshotFrom<ReturnType<typeof finishMachine>>;

interface Shown {
  step: Step | null;
  screen: ServiceScreen | CarryScreen | { name: 'ending' };
}

/** Pure: what the flow of a service item shows. */
export function projectService(
  snapshot: ServiceSnapshot,
  ports: Pick<ServicePorts, 'fields'>,
  now: number,
): Shown {
  const { context } = snapshot;
  const { fill, finish, carry } = snapshot.children;
  if (carry !== undefined) return ofCarry(carry.getSnapshot(), context, now);
  if (fill !== undefined) return ofFill(fill.getSnapshot(), context, ports);
  if (finish !== undefined) return ofFinish(finish.getSnapshot(), context);
  const item = context.item.name;
  const person = personView(context.person, context.revealed);
  if (snapshot.matches('variant'))
    return at('fill', { name: 'variant', item, person, variants: context.item.variants });
  if (snapshot.matches('gathering')) return at('fill', { name: 'gathering', item, person });
  if (snapshot.matches('problem')) return at('fill', problemScreen(context, context.failure));
  if (snapshot.matches('blocked')) {
    const canChange = context.item.variants.length > 0;
    return at('fill', { name: 'blocked', item, faults: context.faults, canChange });
  }
  if (snapshot.matches('pick'))
    return at('check', { name: 'pick', item, person, offered: context.offered, busy: false });
  const consent = context.item.consents[context.consentIndex];
  if (consent !== undefined && snapshot.matches('consent'))
    return at('fill', { name: 'consent', item, person, consent });
  return { step: null, screen: { name: 'ending' } };
}

const at = (step: Step, screen: ServiceScreen | CarryScreen): Shown => ({ step, screen });

/** @param now `ports.monotonic()` */
function ofCarry(snapshot: CarrySnapshot, { item }: ServiceContext, now: number): Shown {
  const { qr, remainingMs: totalMs, shownAt, problem } = snapshot.context;
  if (snapshot.matches('problem')) return at('fill', { name: 'carry-problem', item: item.name, problem });
  const remainingMs = Math.min(totalMs, Math.max(0, totalMs - (now - shownAt)));
  return at('fill', { name: 'carry', item: item.name, qr, remainingMs, totalMs });
}

function ofFill(
  snapshot: FillSnapshot,
  { item: { name: item, sign, changes }, person }: ServiceContext,
  ports: Pick<ServicePorts, 'fields'>,
): Shown {
  const { context } = snapshot;
  const fields = fieldsOf(ports, context.who);
  const asked = fields.find(({ id }) => id === context.field);
  const who = personView(person, context.revealed);
  const problem = ['failed', { field: 'failed' }, { sign: 'failed' }, { dispute: 'failed' }] as const;
  if (problem.some((state) => snapshot.matches(state)))
    return at('fill', problemScreen({ item: { name: item } }, context.failure));
  if (snapshot.matches('field') && asked !== undefined) {
    const blank = fields.filter(({ id, required }) => required && isBlank(context.values[id]));
    const done = context.trail.length;
    const loading = snapshot.matches({ field: 'loading' });
    return at('fill', {
      name: 'field',
      item,
      field: fieldView(asked, context, true),
      loading,
      position: done + 1,
      of: done + Math.max(1, blank.length),
    });
  }
  if (snapshot.matches('dispute') && asked !== undefined) {
    const busy = snapshot.matches({ dispute: 'raising' });
    return at('check', { name: 'dispute', item, field: fieldView(asked, context, context.revealed), busy });
  }
  if (snapshot.matches('blocked'))
    return at('check', { name: 'blocked', item, faults: context.faults, canChange: true });
  if (snapshot.matches('sign'))
    return at('check', { name: 'sign', item, person: who, busy: snapshot.matches({ sign: 'sealing' }) });
  return at('check', {
    name: 'review',
    item,
    person: who,
    fields: fields.map((field) => fieldView(field, context, context.revealed)),
    warnings: context.warnings,
    changes,
    sign,
    busy: snapshot.matches('checking'),
  });
}

function fieldView(field: FieldInfo, context: FillContext, whole: boolean): FieldView {
  // What was typed and found wrong is still there to be mended.
  const typed = context.field === field.id ? context.typed : null;
  const value = typed ?? context.values[field.id] ?? null;
  return {
    id: field.id,
    label: field.label,
    hint: field.hint,
    keyboard: field.keyboard,
    choices: context.choices[field.id] ?? field.choices,
    several: field.several,
    required: field.required,
    value: field.masked && !whole ? masked(value) : value,
    source: context.sources[field.id] ?? null,
    disputed: context.disputed[field.id] ?? null,
    fault: context.field === field.id ? context.fault : null,
  };
}

const masked = (value: FieldValue | null): FieldValue | null =>
  typeof value === 'string' ? maskIdNumber(value) : value;

function ofFinish(snapshot: FinishSnapshot, { item, person, ...service }: ServiceContext): Shown {
  const { context } = snapshot;
  const name = item.name;
  if (snapshot.matches('requesting')) {
    // What is touched stays in sight while it is asked for.
    if (item.pick)
      return at('check', {
        name: 'pick',
        item: name,
        person: personView(person, false),
        offered: service.offered,
        busy: true,
      });
    return at('check', { name: 'requesting', item: name, changes: item.changes });
  }
  if (snapshot.matches('refused') || snapshot.matches('notPrinted'))
    return at('check', problemScreen({ item }, context.failure));
  if (snapshot.matches('printing'))
    return at('take', { name: 'printing', item: name, paper: item.paper ?? 'a4' });
  if (snapshot.matches('rating'))
    return at('take', { name: 'rating', item: name, busy: snapshot.matches({ rating: 'sending' }) });
  if (snapshot.matches('rated')) return at('take', { name: 'rated', stages: context.stages });
  return ofResult(context, name);
}

function ofResult({ result, paper, rating }: FinishContext, item: ServiceContext['item']['name']): Shown {
  if (result === null) return { step: null, screen: { name: 'ending' } };
  return at('take', { name: 'result', item, result, paper, rating });
}

function problemScreen(
  { item }: { item: { name: ServiceContext['item']['name'] } },
  failure: Failure | null,
): ServiceScreen {
  const problem: ServiceProblem = failure?.problem ?? 'kiosk-fault';
  return {
    name: 'service-problem',
    item: item.name,
    problem,
    reason: failure?.reason ?? null,
    canRetry: failure?.retry ?? false,
  };
}

function personView(person: Identified | null, revealed: boolean): PersonView | null {
  if (person === null) return null;
  const { name, idNumber } = person;
  if (revealed) return { name, idNumber, revealed };
  return { name: maskName(name), idNumber: maskIdNumber(idNumber), revealed };
}
