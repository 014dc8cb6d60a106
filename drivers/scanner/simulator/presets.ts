import type { Preset } from '../../simulation/simulator.ts';
import type { ScannerProtocol } from '../profile.ts';
import type { SimulatedCodeName } from './codes.ts';

export interface ScannerPreset extends Preset {
  /** Where only some protocols can fail in this way. */
  of?: readonly ScannerProtocol[];
  /** Held before it: read when it is triggered, or again and again where it reads whatever it is shown. */
  code?: SimulatedCodeName;
  /** Sent once at once, whoever asked. */
  atOnce?: 'code' | 'flood';
  /** Instead of a code. */
  flood?: true;
  noSuffix?: true;
  /** Every byte is a write of its own, with a pause in front. */
  slow?: true;
  refuses?: true;
  silent?: true;
  /** The first transmission of each packet has a wrong checksum. */
  badChecksum?: true;
  /** Reports come one by one, with a pause between them. */
  splitReports?: true;
  /** The last report of a code does not come. */
  lostReport?: true;
  /** The cable goes in the middle of a code. */
  unplug?: true;
}

const streams = ['newland', 'honeywell'] as const;
const serial = [...streams, 'zebra-ssi'] as const;
const hidPos = ['hid-pos'] as const;

export const scannerPresets: readonly ScannerPreset[] = [
  {
    name: 'normal',
    description: { 'zh-CN': '一切正常，面前没有码', en: 'Everything works, no code before it' },
  },
  {
    name: 'shows-code',
    description: { 'zh-CN': '面前有一个码（持续）', en: 'A code is held before it (lasting)' },
    code: 'short',
  },
  {
    name: 'shows-other-code',
    description: { 'zh-CN': '面前有另一个码（持续）', en: 'Another code is held before it (lasting)' },
    code: 'other',
  },
  {
    name: 'long-code',
    description: { 'zh-CN': '面前有一个很长的码（持续）', en: 'A long code is held before it (lasting)' },
    code: 'long',
  },
  {
    name: 'no-suffix',
    of: streams,
    description: {
      'zh-CN': '码后没有结束符，以静默结束（持续）',
      en: 'A code without a suffix, ended by silence (lasting)',
    },
    code: 'short',
    noSuffix: true,
  },
  {
    name: 'slow-bytes',
    of: serial,
    description: {
      'zh-CN': '一切都逐字节慢慢发送（持续）',
      en: 'Everything comes byte by byte, slowly (lasting)',
    },
    code: 'short',
    slow: true,
  },
  {
    name: 'flood',
    description: {
      'zh-CN': '立即并在每次触发时发送没完没了的数据（持续）',
      en: 'Data without an end, at once and at every trigger (lasting)',
    },
    atOnce: 'flood',
    flood: true,
  },
  {
    name: 'nak',
    of: serial,
    description: { 'zh-CN': '拒绝所有命令（持续）', en: 'Refuses every command (lasting)' },
    refuses: true,
  },
  {
    name: 'silent',
    of: serial,
    description: { 'zh-CN': '已连接，但不应答（持续）', en: 'Connected, but answers nothing (lasting)' },
    silent: true,
  },
  {
    name: 'unsolicited',
    description: { 'zh-CN': '无人要求时发来一个码（一次）', en: 'A code that nobody asked for (once)' },
    atOnce: 'code',
  },
  {
    name: 'bad-checksum',
    of: ['zebra-ssi'],
    description: {
      'zh-CN': '每包数据第一次发送时校验和错误（持续）',
      en: 'The first transmission of each packet of data has a wrong checksum (lasting)',
    },
    code: 'long',
    badChecksum: true,
  },
  {
    name: 'split-reports',
    of: hidPos,
    description: {
      'zh-CN': '长码的各个报告之间有停顿（持续）',
      en: 'A long code with a pause between its reports (lasting)',
    },
    code: 'long',
    splitReports: true,
  },
  {
    name: 'lost-report',
    of: hidPos,
    description: {
      'zh-CN': '长码的最后一个报告丢失（持续）',
      en: 'The last report of a long code is lost (lasting)',
    },
    code: 'long',
    lostReport: true,
  },
  {
    name: 'unplug-mid-code',
    description: {
      'zh-CN': '下一个码发到一半时断线（一次）',
      en: 'The cable goes in the middle of the next code (once)',
    },
    code: 'short',
    unplug: true,
  },
];
