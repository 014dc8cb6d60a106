const han = /\p{Script=Han}/u;

/**
 * 样例甲 → 样*甲, 样例 → 样*. Other scripts: the first letter and three asterisks, whatever the length.
 * Counted in code points, so that characters of Extension B stay whole.
 */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const first = characters[0] ?? '';
  const last = characters.at(-1) ?? '';
  if (!han.test(name)) return `${first}***`;
  if (characters.length <= 2) return characters.length === 1 ? '*' : `${first}*`;
  return first + '*'.repeat(characters.length - 2) + last;
}

/** The first and the last four characters; all hidden where that would leave nothing to hide. */
export function maskIdNumber(number: string): string {
  if (number.length <= 8) return '*'.repeat(number.length);
  return number.slice(0, 4) + '*'.repeat(number.length - 8) + number.slice(-4);
}
