import { describe, expect, it } from 'vitest';
import en from '../../assets/locales/bench.en.json' with { type: 'json' };
import zhCN from '../../assets/locales/bench.zh-CN.json' with { type: 'json' };
import { benchRejections, benchSensors } from '../../drivers/bench/protocol.ts';

/** Plural endings differ between languages (CLDR), so only the stem is compared. */
function keys(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [prefix + key.replace(/_(zero|one|other)$/, '')]
      : keys(value, `${prefix}${key}.`),
  );
}

describe('the texts of the bench', () => {
  it('are the same ones in both languages, none empty', () => {
    expect(new Set(keys(zhCN))).toEqual(new Set(keys(en)));
    expect(JSON.stringify([zhCN, en])).not.toContain('""');
  });

  it.each([zhCN, en])('name every sensor and rejection', (texts) => {
    expect(Object.keys(texts.sensor).sort()).toEqual([...benchSensors].sort());
    expect(Object.keys(texts.rejection).sort()).toEqual([...benchRejections].sort());
  });
});
