import { describe, expect, it } from 'vitest';
import { languages } from '../../contract/localized.ts';
import { problems } from '../../contract/problem.ts';
import type { Rejection } from '../../contract/rpc.ts';
import type { DeviceErrorCode } from '../../drivers/contract/device-error.ts';
import type { CardKind } from '../../drivers/contract/id-card.ts';
import { conditionCodes } from '../../drivers/contract/status.ts';
import type { DeviceState, Link, Remedy, Severity, Summary } from '../../drivers/contract/status.ts';
import type { Ending } from '../../state-machines/ports.ts';
import type { OpenFailure } from '../session/sealed-snapshot.ts';
import type { Reconciled } from '../store/reconcile.ts';
import { eventSpecs, fieldSpecs } from './catalogue.ts';
import type { FieldName, FieldValue } from './catalogue.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
const valuesOf = (field: FieldName): string[] => {
  const spec = fieldSpecs[field];
  return spec !== undefined && 'enum' in spec ? Object.keys(spec.enum) : [];
};

describe.each(Object.entries(eventSpecs))('%s', (id, spec) => {
  it('has an id, a severity and a type of the known kinds', () => {
    expect(id).toMatch(/^[a-z]+(\.[a-z-]+)+$/);
    expect(['report', 'warning', 'error']).toContain(spec.severity);
    expect(['application', 'configuration', 'device', 'security', 'storage', 'user-action']).toContain(
      spec.type,
    );
  });

  it('uses fields of the catalogue only, each one either required or optional', () => {
    const names = [...Object.keys(spec.fields), ...Object.keys(spec.optional)];
    for (const name of names) expect(Object.keys(fieldSpecs)).toContain(name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(languages)('has a sentence in %s that names only fields which are always there', (language) => {
    const sentence = spec.sentence[language];
    expect(sentence.length).toBeGreaterThan(4);
    for (const name of placeholders(sentence)) expect(Object.keys(spec.fields)).toContain(name);
    expect(placeholders(sentence).toSorted()).toEqual(placeholders(spec.sentence['zh-CN']).toSorted());
  });

  it('tells staff what to do if something is wrong, and only then, in both languages', () => {
    const next = languages.filter((language) => /\S{4,}/.test(spec.next?.[language] ?? ''));
    expect(next).toEqual(spec.severity === 'report' ? [] : languages);
  });
});

describe('the fields', () => {
  it('are all used', () => {
    const used = new Set(
      Object.values(eventSpecs).flatMap((spec) => Object.keys(Object.assign({}, spec.fields, spec.optional))),
    );
    expect(Object.keys(fieldSpecs).filter((name) => !used.has(name))).toEqual([]);
  });

  it('have each value in both languages', () => {
    const labels = Object.values(fieldSpecs).flatMap((spec) =>
      'enum' in spec ? Object.values(spec.enum) : [],
    );
    const unnamed = labels.filter((label) => languages.some((language) => !/\S/.test(label[language] ?? '')));
    expect(labels.length).toBeGreaterThan(50);
    expect(unnamed).toEqual([]);
  });

  it('know every condition and every problem', () => {
    expect(valuesOf('condition').toSorted()).toEqual(['none', ...conditionCodes].toSorted());
    expect(valuesOf('problem').toSorted()).toEqual(problems.toSorted());
    expect(valuesOf('reason')).toEqual(expect.arrayContaining([...conditionCodes, ...problems]));
  });

  it('know every value that the code can give them', () => {
    // Checked by the compiler: a value that is missing in the catalogue does not fit its type.
    type Known<F extends FieldName, V extends FieldValue<F>> = V;
    type All = [
      Known<'code', DeviceErrorCode>,
      Known<'reason', DeviceErrorCode | Ending>,
      Known<'ending', Ending>,
      Known<'kind', CardKind>,
      Known<'link', Link>,
      Known<'deviceState', DeviceState>,
      Known<'summary', Summary>,
      Known<'action', Remedy>,
      Known<'severity', Severity>,
      Known<'rejection', Rejection>,
      Known<'outcome', Reconciled['outcome']>,
      Known<'resumeRefusal', OpenFailure>,
    ];
    const severity: All[8] = 'error';
    expect(valuesOf('severity')).toContain(severity);
  });
});
