import { type Language, languages } from '../../contract/localized.ts';
import type { Settings } from '../../contract/settings.ts';
import { textSizes } from '../../contract/text-sizes.ts';
import {
  type IdleView,
  type KioskView,
  type Panel,
  queueSteps,
  type ScreenName,
} from '../../contract/view.ts';
import { galleryFixtures } from './fixtures.ts';

const panels: Record<'portrait' | 'landscape', Panel> = {
  portrait: { widthPx: 1080, heightPx: 1920, diagonalInch: 21.5 },
  landscape: { widthPx: 1920, heightPx: 1080, diagonalInch: 21.5 },
};

/** `last`: the warning that cannot be extended any more. */
const idles: Record<'quiet' | 'warning' | 'last', IdleView> = {
  quiet: { phase: 'quiet', remainingMs: 42_000, totalMs: 60_000, extensionsLeft: 10 },
  warning: { phase: 'warning', remainingMs: 20_000, totalMs: 20_000, extensionsLeft: 9 },
  last: { phase: 'warning', remainingMs: 20_000, totalMs: 20_000, extensionsLeft: 0 },
};

/** The screens on which what was filled in can be left. */
const pausable: ReadonlySet<ScreenName> = new Set(['field', 'review', 'blocked', 'sign']);

function pick<Value extends string>(asked: string | null, known: readonly Value[], standard: Value): Value {
  return known.find((value) => value === asked) ?? standard;
}

/**
 * The view that a gallery link asks for. Keys: `screen` (a fixture's name; `keyboard` is a page of its own), `lang`, `size`, `contrast`,
 * `reach`, `panel`, `idle`, `help=1`, `training=0`.
 */
export function galleryView(hash: string, revision: number): KioskView {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const fixture = galleryFixtures.find(({ name }) => name === asked.get('screen')) ?? galleryFixtures[1];
  if (fixture === undefined) throw new Error('there are no fixtures');
  const settings: Settings = {
    language: pick<Language>(asked.get('lang'), languages, 'zh-CN'),
    textSize: textSizes.find((size) => String(size) === asked.get('size')) ?? 1,
    contrast: pick(asked.get('contrast'), ['default', 'high'], 'default'),
    reach: pick(asked.get('reach'), ['standard', 'low'], 'standard'),
  };
  return {
    revision,
    site: {
      name: { 'zh-CN': '样例区政务服务驿站', en: 'Sample District Service Point' },
      place: { 'zh-CN': '样例广场一层东门', en: 'Sample Plaza, level 1, east gate' },
      helpPhone: '12345',
      timeZone: 'Asia/Shanghai',
    },
    panel: panels[pick(asked.get('panel'), ['portrait', 'landscape'], 'portrait')],
    training: asked.get('training') !== '0',
    settings,
    helpOpen: asked.get('help') === '1',
    steps: fixture.step === null ? [] : (fixture.steps ?? queueSteps),
    step: fixture.step,
    idle:
      fixture.step === null ? null : idles[pick(asked.get('idle'), ['quiet', 'warning', 'last'], 'quiet')],
    canPause: pausable.has(fixture.screen.name),
    screen: fixture.screen,
  };
}
