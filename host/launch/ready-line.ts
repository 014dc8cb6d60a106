/** The one line on stdout that says the screen can be opened. */
export function readyLine(
  url: string,
  { benchUrl: bench, cityControlUrl: city }: { benchUrl: string | null; cityControlUrl: string | null },
): string {
  return `${JSON.stringify({ ready: true, url, ...(bench !== null && { bench }), ...(city !== null && { city }) })}\n`;
}
