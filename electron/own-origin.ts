/** `own` is an origin such as `http://127.0.0.1:4711`; anything that is not a URL is foreign. */
export function isOwnUrl(url: string, own: string | null): boolean {
  if (own === null || !URL.canParse(url)) return false;
  return new URL(url).origin === own;
}

/** What a page of ours may load: its own origin over HTTP and WebSocket, and what it made itself. */
export function isOwnRequest(url: string, own: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol } = new URL(url);
  if (protocol === 'data:' || protocol === 'blob:') return true;
  return isOwnUrl(url.replace(/^ws:/, 'http:'), own);
}
