/** `YYYYMMDD` to `YYYY-MM-DD`; `null` for a day that there is not. */
export function calendarDate(text: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (!match) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${date}T00:00:00Z`);
  // A day such as 31 April is carried over by Date, which shows on the way back.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date) ? date : null;
}
