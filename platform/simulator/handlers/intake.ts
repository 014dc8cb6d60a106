import { createHash } from 'node:crypto';
import type { ReplyOf, RequestOf } from '../../core/port.ts';
import type { intake } from '../../ports/intake.ts';
import { ageOn, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { type Item, itemNamed } from '../city/items.ts';
import { licencesOf } from '../city/licence-register.ts';
import type { Person } from '../city/people.ts';
import { knownValue } from '../city/registers.ts';
import type { Handlers } from '../handler.ts';

type Fault = ReplyOf<typeof intake.operations.precheck>['faults'][number];
type Application = Pick<RequestOf<typeof intake.operations.precheck>, 'answers' | 'materials'>;

const freshMs = 3_600_000;

export function intakeHandlers(city: City): Handlers<typeof intake> {
  return {
    prefill({ item }, { person }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      const fields = found.fields.map(({ field, label, required, pattern = null, source }) => {
        const known = source && knownValue(city, person, source, field);
        return {
          field,
          label,
          required,
          pattern,
          value: known?.value ?? null,
          source: known?.source ?? null,
        };
      });
      return { data: { fields }, freshMs };
    },
    precheck({ item, ...application }, { person }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      const faults = faultsOf(city, person, found, application);
      const clerks = found.rules.filter(({ kind }) => kind === 'by-a-clerk').length;
      const totalRules = found.fields.length + found.materials.length + found.rules.length;
      const verdict = faults.length === 0 ? 'pass' : 'block';
      return { data: { verdict, faults, checkedRules: totalRules - clerks, totalRules }, freshMs };
    },
    submit({ item, signature: _signature, ...application }, { person }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      if (!found.channels.includes('online')) return { refusal: 'notOnline' };
      if (found.overdue) return { refusal: 'guideOverdue' };
      if (faultsOf(city, person, found, application).length > 0) return { refusal: 'precheckFailed' };
      const { caseNumber, receipt, submittedAt, dueOn, legallyDueOn } = city.cases.add(person.subject, found);
      const sha256 = createHash('sha256')
        .update(JSON.stringify({ item, ...application }))
        .digest('hex');
      const at = instantOf(submittedAt);
      return { data: { caseNumber, receipt, submittedAt: at, dueOn, legallyDueOn, sha256 } };
    },
  };
}

function faultsOf(city: City, person: Person, item: Item, { answers, materials }: Application): Fault[] {
  return [
    ...item.fields.flatMap(({ field, required, pattern }): Fault[] => {
      const value = answers[field] ?? '';
      if (value === '') {
        const reason = { 'zh-CN': '此项必填', en: 'This is needed' };
        return required ? [{ at: 'field', name: field, rule: 'required', reason }] : [];
      }
      if (pattern === undefined || new RegExp(pattern).test(value)) return [];
      const reason = { 'zh-CN': '格式不正确', en: 'This is not in the right form' };
      return [{ at: 'field', name: field, rule: 'form', reason }];
    }),
    ...item.materials.flatMap(({ material, required, licence: kind }): Fault[] => {
      const handed = materials.find((each) => each.material === material);
      const own = licencesOf(city, person).some(
        ({ licence, kind: ownKind, state }) =>
          ownKind === kind && state === 'valid' && handed?.licence === licence,
      );
      if (own || handed?.upload || !required) return [];
      const reason = { 'zh-CN': '缺少此材料', en: 'This paper is missing' };
      return [{ at: 'material', name: material, rule: 'required', reason }];
    }),
    ...item.rules.flatMap((rule): Fault[] => {
      // Whoever acts for somebody else writes down when that one was born.
      const birth = answers['birthDate'] ?? person.birth;
      if (rule.kind !== 'age-at-least' || ageOn(city.today(), birth) >= rule.years) return [];
      return [{ at: 'person', name: 'age', rule: rule.rule, reason: rule.reason }];
    }),
  ];
}
