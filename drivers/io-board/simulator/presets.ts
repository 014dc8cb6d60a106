import type { Preset } from '../../simulation/simulator.ts';
import type { InputProfile } from '../profile.ts';
import { exceptions } from './relay-board.ts';

/** What happens to the bytes of a reply on their way out. */
export type Distortion =
  /** Line noise in front, the beginning of a long frame included. */
  | 'garbage'
  | 'crc'
  /** The second half is missing. */
  | 'truncate'
  /** Every byte is a write of its own. */
  | 'bytes'
  | 'duplicate'
  /** In one piece behind a copy of the reply before it. */
  | 'merge'
  /** In the name of another unit. */
  | 'unit'
  /** Comes when nobody waits for it any more. */
  | 'late'
  /** The cable goes in the middle of it. */
  | 'unplug';

export interface BoardPreset extends Preset {
  /** `lasting`: until another preset is applied. `once`: for the next request; then the board is `normal` again. */
  span: 'lasting' | 'once';
  /** Inputs that are on, whatever the contact is for that. */
  on?: (input: InputProfile) => boolean;
  /** Inputs that change faster than anybody can open a door. */
  bouncing?: (input: InputProfile) => boolean;
  /** Refused with this exception instead of being carried out. */
  exception?: number;
  /** No reply at all. */
  silent?: true;
  /** Without power for a moment: the relays fall off, and nothing answers until it has started again. */
  powerCycle?: true;
  distortion?: Distortion;
}

const isPerson = ({ name }: InputProfile): boolean => name === 'person';

export const boardPresets: readonly BoardPreset[] = [
  {
    name: 'normal',
    description: { 'zh-CN': '一切正常，门盖关闭，无人', en: 'Everything works, all closed, nobody there' },
    span: 'lasting',
  },
  {
    name: 'door-open',
    description: { 'zh-CN': '机柜门打开（持续）', en: 'The cabinet door is open (lasting)' },
    span: 'lasting',
    on: ({ condition }) => condition === 'door.open',
  },
  {
    name: 'cover-open',
    description: { 'zh-CN': '盖板打开（持续）', en: 'The cover is open (lasting)' },
    span: 'lasting',
    on: ({ condition }) => condition === 'cover.open',
  },
  {
    name: 'tamper',
    description: { 'zh-CN': '防拆开关触发（持续）', en: 'The tamper switch is off its seat (lasting)' },
    span: 'lasting',
    on: ({ condition }) => condition === 'tamper',
  },
  {
    name: 'person-present',
    description: { 'zh-CN': '有人站在机前（持续）', en: 'A person stands in front (lasting)' },
    span: 'lasting',
    on: isPerson,
  },
  {
    name: 'bouncing-sensor',
    description: { 'zh-CN': '人体感应触点抖动（持续）', en: 'The presence sensor flutters (lasting)' },
    span: 'lasting',
    bouncing: isPerson,
  },
  {
    name: 'exception',
    description: { 'zh-CN': '板卡故障，异常码 04（持续）', en: 'Device failure, exception 04 (lasting)' },
    span: 'lasting',
    exception: exceptions.deviceFailure,
  },
  {
    name: 'illegal-address',
    description: {
      'zh-CN': '没有所问的端口，异常码 02（持续）',
      en: 'Has no such input or output, exception 02 (lasting)',
    },
    span: 'lasting',
    exception: exceptions.illegalAddress,
  },
  {
    name: 'illegal-function',
    description: {
      'zh-CN': '不支持该功能码，异常码 01（持续）',
      en: 'No such function, exception 01 (lasting)',
    },
    span: 'lasting',
    exception: exceptions.illegalFunction,
  },
  {
    name: 'illegal-value',
    description: { 'zh-CN': '数据值不合法，异常码 03（持续）', en: 'Illegal value, exception 03 (lasting)' },
    span: 'lasting',
    exception: exceptions.illegalValue,
  },
  {
    name: 'silent',
    description: { 'zh-CN': '已连接，但不应答（持续）', en: 'Connected, but answers nothing (lasting)' },
    span: 'lasting',
    silent: true,
  },
  {
    name: 'power-cycle',
    description: {
      'zh-CN': '断电后重新上电，继电器全部断开（一次）',
      en: 'Loses its power for a moment, all relays fall off (once)',
    },
    span: 'once',
    powerCycle: true,
  },
  {
    name: 'bad-crc',
    description: { 'zh-CN': '应答校验错误（持续）', en: 'Replies have a wrong CRC (lasting)' },
    span: 'lasting',
    distortion: 'crc',
  },
  {
    name: 'wrong-unit',
    description: { 'zh-CN': '应答来自其他地址（持续）', en: 'Replies come from another unit (lasting)' },
    span: 'lasting',
    distortion: 'unit',
  },
  {
    name: 'late-reply',
    description: {
      'zh-CN': '下一个应答超时后才到（一次）',
      en: 'The next reply comes after its time-out (once)',
    },
    span: 'once',
    distortion: 'late',
  },
  {
    name: 'truncated-frame',
    description: { 'zh-CN': '下一个应答只有一半（一次）', en: 'The next reply is cut in half (once)' },
    span: 'once',
    distortion: 'truncate',
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
    name: 'unplug-mid-reply',
    description: {
      'zh-CN': '下一个应答中途断线（一次）',
      en: 'The cable goes in the middle of the next reply (once)',
    },
    span: 'once',
    distortion: 'unplug',
  },
];
