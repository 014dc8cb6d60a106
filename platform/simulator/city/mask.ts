/** `样例甲` → `样*甲`, `样甲` → `样*`: enough to see that it is oneself, and not enough to learn who it is. */
export function masked(name: string): string {
  const characters = [...name];
  if (characters.length < 3) return `${characters[0] ?? ''}*`;
  return `${characters[0] ?? ''}${'*'.repeat(characters.length - 2)}${characters.at(-1) ?? ''}`;
}
