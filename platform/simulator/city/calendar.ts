/** China has one time, eight hours ahead of UTC, and no summer time. */
const offsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** `2026-03-01T09:30:00+08:00` */
export function instantOf(ms: number): string {
  return `${new Date(ms + offsetMs).toISOString().slice(0, 19)}+08:00`;
}

/** `2026-03-01` */
export function dateOf(ms: number): string {
  return instantOf(ms).slice(0, 10);
}

/** `2026-03` */
export function monthOf(ms: number): string {
  return instantOf(ms).slice(0, 7);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

export function addMonths(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** How many months from `from` to `to`, both included; 0 or less where they are the wrong way round. */
export function monthsBetween(from: string, to: string): number {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return index(to) - index(from) + 1;
}

/** Full years between two days. */
export function ageOn(date: string, birth: string): number {
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The day that is `count` working days later. Saturdays and Sundays are none; the year's holidays are not known here. */
export function addWorkingDays(date: string, count: number): string {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day;
}
