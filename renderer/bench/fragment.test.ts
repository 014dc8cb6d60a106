import { describe, expect, it } from 'vitest';
import { parseFragment } from './fragment.ts';

describe('the fragment of the bench page', () => {
  it('carries the token and the address of the kiosk page', () => {
    const kiosk = 'http://127.0.0.1:4100/#token=abc';
    expect(parseFragment(`#token=secret&kiosk=${encodeURIComponent(kiosk)}`)).toEqual({
      token: 'secret',
      kioskUrl: kiosk,
    });
  });

  it.each(['https://example.org/', 'javascript:alert(1)', 'http://127.0.0.1.example.org/', 'kiosk'])(
    'does not link to %s',
    (kiosk) => {
      expect(parseFragment(`#token=secret&kiosk=${encodeURIComponent(kiosk)}`).kioskUrl).toBeNull();
    },
  );

  it('is empty without a fragment', () => {
    expect(parseFragment('')).toEqual({ token: '', kioskUrl: null });
  });
});
