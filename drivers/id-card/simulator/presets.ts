import type { Preset } from '../../simulation/simulator.ts';
import type { SamCommandName } from '../sam-commands.ts';

/** What happens to the bytes of a reply on their way out. */
export type Distortion =
  /** Line noise in front, a false preamble with a plausible length included. */
  | 'garbage'
  /** The check byte is wrong. */
  | 'checksum'
  /** The second half is missing. */
  | 'truncate'
  /** Every byte is a write of its own. */
  | 'bytes'
  /** In one piece behind a copy of the reply before it. */
  | 'merge'
  | 'duplicate'
  /** Comes when nobody waits for it any more. */
  | 'late'
  /** The cable goes in the middle of it. */
  | 'unplug';

export interface SamPreset extends Preset {
  /**
   * `lasting`: until another preset is applied. `once`: for the next command named in `on`; then the reader is
   * `normal` again.
   */
  span: 'lasting' | 'once';
  /** Commands that it concerns; all where there are none named. */
  on?: readonly SamCommandName[];
  distortion?: Distortion;
  /** Refused with this SW3 instead of being carried out. */
  sw3?: number;
  /** No reply at all. */
  silent?: true;
  /** Takes as long as the slowest readers. */
  slow?: true;
  /** The card is lifted half-way through. */
  lift?: true;
  /** Afterwards the module knows no more of the card than when it is switched on. */
  forget?: true;
}

const read = ['read'] as const;

export const samPresets: readonly SamPreset[] = [
  {
    name: 'normal',
    description: { 'zh-CN': '一切正常', en: 'Everything works' },
    span: 'lasting',
  },
  {
    name: 'silent',
    description: { 'zh-CN': '已连接，但不应答（持续）', en: 'Connected, but answers nothing (lasting)' },
    span: 'lasting',
    silent: true,
  },
  {
    name: 'silent-mid-read',
    description: { 'zh-CN': '下一次读卡时不应答（一次）', en: 'No answer to the next read (once)' },
    span: 'once',
    on: read,
    silent: true,
  },
  {
    name: 'sam-fault',
    description: {
      'zh-CN': '安全模块自检失败，SW3 60（持续）',
      en: 'Security module failed its self-test, SW3 60 (lasting)',
    },
    span: 'lasting',
    sw3: 0x60,
  },
  {
    name: 'sam-not-authorised',
    description: {
      'zh-CN': '安全模块未授权，SW3 66（持续）',
      en: 'Security module is not authorised, SW3 66 (lasting)',
    },
    span: 'lasting',
    sw3: 0x66,
  },
  {
    name: 'card-pulled-mid-read',
    description: {
      'zh-CN': '下一次读卡中途证件被拿走（一次）',
      en: 'The card is lifted half-way through the next read (once)',
    },
    span: 'once',
    on: read,
    lift: true,
  },
  {
    name: 'read-fails',
    description: {
      'zh-CN': '下一次读卡失败，证件未动，SW3 33（一次）',
      en: 'The next read fails although the card stays, SW3 33 (once)',
    },
    span: 'once',
    on: read,
    sw3: 0x33,
  },
  {
    name: 'unknown-card-type',
    description: {
      'zh-CN': '读卡器不认识下一张卡的类型，SW3 40（一次）',
      en: 'The reader does not know the next type of card, SW3 40 (once)',
    },
    span: 'once',
    on: ['select'],
    sw3: 0x40,
  },
  {
    name: 'slow-read',
    description: { 'zh-CN': '读卡很慢，但未超时（持续）', en: 'Reading is slow, but in time (lasting)' },
    span: 'lasting',
    on: read,
    slow: true,
  },
  {
    name: 'late-reply',
    description: {
      'zh-CN': '下一次读卡的应答超时后才到（一次）',
      en: 'The reply to the next read comes after its time-out (once)',
    },
    span: 'once',
    on: read,
    distortion: 'late',
  },
  {
    name: 'garbage-before-frame',
    description: {
      'zh-CN': '每帧之前有线路噪声（持续）',
      en: 'Line noise in front of every frame (lasting)',
    },
    span: 'lasting',
    distortion: 'garbage',
  },
  {
    name: 'bad-checksum',
    description: {
      'zh-CN': '下一次读卡的应答校验和错误（一次）',
      en: 'The reply to the next read has a wrong check byte (once)',
    },
    span: 'once',
    on: read,
    distortion: 'checksum',
  },
  {
    name: 'truncated-frame',
    description: {
      'zh-CN': '下一次读卡的应答只有一半（一次）',
      en: 'The reply to the next read is cut in half (once)',
    },
    span: 'once',
    on: read,
    distortion: 'truncate',
  },
  {
    name: 'one-byte-chunks',
    description: { 'zh-CN': '应答逐字节发送（持续）', en: 'Replies come byte by byte (lasting)' },
    span: 'lasting',
    distortion: 'bytes',
  },
  {
    name: 'merged-frames',
    description: {
      'zh-CN': '应答与上一帧粘在一起（持续）',
      en: 'Each reply comes stuck to a copy of the one before (lasting)',
    },
    span: 'lasting',
    distortion: 'merge',
  },
  {
    name: 'duplicate-reply',
    description: { 'zh-CN': '每个应答发送两次（持续）', en: 'Every reply is sent twice (lasting)' },
    span: 'lasting',
    distortion: 'duplicate',
  },
  {
    name: 'unplug-mid-read',
    description: {
      'zh-CN': '下一次读卡的应答中途断线（一次）',
      en: 'The cable goes in the middle of the reply to the next read (once)',
    },
    span: 'once',
    on: read,
    distortion: 'unplug',
  },
  {
    name: 'power-cycle-mid-read',
    description: {
      'zh-CN': '下一次读卡的应答中途断电重启（一次）',
      en: 'Power fails for a moment in the middle of the reply to the next read (once)',
    },
    span: 'once',
    on: read,
    distortion: 'unplug',
    forget: true,
  },
];
