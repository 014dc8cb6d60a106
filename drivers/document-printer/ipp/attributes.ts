import type { IppAttribute, IppGroup, IppRange, IppValue } from './message.ts';
import { valueTag } from './names.ts';

type Maker<Value extends IppValue> = (name: string, ...values: Value[]) => IppAttribute;

function of<Value extends IppValue>(tag: number): Maker<Value> {
  return (name, ...values) => ({ name, tag, values });
}

/** Makes attributes, by their syntax (RFC 8011 §5.1). */
export const attribute = {
  integer: of<number>(valueTag.integer),
  enum: of<number>(valueTag.enum),
  boolean: of<boolean>(valueTag.boolean),
  range: of<IppRange>(valueTag.rangeOfInteger),
  keyword: of<string>(valueTag.keyword),
  name: of<string>(valueTag.name),
  text: of<string>(valueTag.text),
  uri: of<string>(valueTag.uri),
  charset: of<string>(valueTag.charset),
  naturalLanguage: of<string>(valueTag.naturalLanguage),
  mimeMediaType: of<string>(valueTag.mimeMediaType),
  noValue: (name: string): IppAttribute => ({ name, tag: valueTag.noValue, values: [] }),
};

export function attributeOf(group: IppGroup | undefined, name: string): IppAttribute | null {
  return group?.attributes.find((each) => each.name === name) ?? null;
}

/** Empty where the attribute is missing or has no value. */
export function stringsOf(group: IppGroup | undefined, name: string): string[] {
  return valuesOf(group, name).filter((value) => typeof value === 'string');
}

export function stringOf(group: IppGroup | undefined, name: string): string | null {
  return stringsOf(group, name)[0] ?? null;
}

export function numbersOf(group: IppGroup | undefined, name: string): number[] {
  return valuesOf(group, name).filter((value) => typeof value === 'number');
}

export function numberOf(group: IppGroup | undefined, name: string): number | null {
  return numbersOf(group, name)[0] ?? null;
}

export function booleanOf(group: IppGroup | undefined, name: string): boolean | null {
  return valuesOf(group, name).find((value) => typeof value === 'boolean') ?? null;
}

export function rangeOf(group: IppGroup | undefined, name: string): IppRange | null {
  return valuesOf(group, name).find((value): value is IppRange => isRange(value)) ?? null;
}

function valuesOf(group: IppGroup | undefined, name: string): readonly IppValue[] {
  return attributeOf(group, name)?.values ?? [];
}

function isRange(value: IppValue): value is IppRange {
  return typeof value === 'object' && 'lower' in value;
}
