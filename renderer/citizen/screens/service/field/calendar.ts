/** Years on one page, of `pageOf`'s counting. */
export const yearsPerPage = 12;

/** The first year of the page that a year stands on; pages end with years that are divisible by twelve, less one. */
export const pageOf = (year: number): number => year - (year % yearsPerPage);

export const yearsFrom = (first: number): number[] =>
  Array.from({ length: yearsPerPage }, (_, index) => first + index);

/** 28 to 31; `month` counts from 1. */
export const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** `YYYY-MM-DD`; `month` counts from 1. */
export const dayOf = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The parts of a `YYYY-MM-DD`; `null` for anything else. */
export function partsOf(day: string): { year: number; month: number; day: number } | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year === undefined ? null : { year: Number(year), month: Number(month), day: Number(date) };
}
