/** The one line on stdout that says the screen can be opened. */
export function readyLine(url: string, benchUrl: string | null): string {
  return `${JSON.stringify({ ready: true, url, ...(benchUrl !== null && { bench: benchUrl }) })}\n`;
}
