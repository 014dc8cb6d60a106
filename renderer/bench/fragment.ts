export interface Fragment {
  token: string;
  /** The kiosk's own page, if whoever opened the bench told it. */
  kioskUrl: string | null;
}

/** What the page was opened with: `#token=…&kiosk=…`, never sent to a server. */
export function parseFragment(hash: string): Fragment {
  const values = new URLSearchParams(hash.slice(1));
  return { token: values.get('token') ?? '', kioskUrl: loopbackUrl(values.get('kiosk')) };
}

/** A link somebody smuggled into the fragment must not lead out of this machine. */
function loopbackUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, hostname, href } = new URL(text);
  return protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost') ? href : null;
}
