import type { Preset } from '../../simulation/simulator.ts';

/** What happens to the lines of an answer on their way out. */
export type Distortion =
  /** Lines that belong to nothing, in front. */
  | 'garbage'
  /** The second half is missing. */
  | 'truncate'
  /** Every byte is a write of its own. */
  | 'bytes'
  | 'duplicate'
  /** Comes when nobody waits for it any more. */
  | 'late'
  /** The connection goes in the middle of it. */
  | 'unplug';

export interface UpsPreset extends Preset {
  /** `lasting`: until another preset is applied. `once`: for the next request; then all is `normal` again. */
  span: 'lasting' | 'once';
  /** `ups.status`; two are taken in turns, faster than any outage. */
  status?: readonly string[];
  chargePercent?: number;
  runtimeSeconds?: number;
  /** The server's answer to whatever is asked about the UPS. */
  refusal?: string;
  /** The server knows a UPS of another name only. */
  renamed?: true;
  /** The server is there and answers nothing. */
  silent?: true;
  distortion?: Distortion;
}

export const upsPresets: readonly UpsPreset[] = [
  {
    name: 'normal',
    description: { 'zh-CN': '市电供电，电池充满', en: 'On mains, battery full' },
    span: 'lasting',
  },
  {
    name: 'on-battery',
    description: { 'zh-CN': '市电中断，电池供电（持续）', en: 'Mains gone, on battery (lasting)' },
    span: 'lasting',
    status: ['OB DISCHRG'],
    chargePercent: 72,
    runtimeSeconds: 900,
  },
  {
    name: 'battery-low',
    description: { 'zh-CN': '电池供电，电量将尽（持续）', en: 'On battery, battery low (lasting)' },
    span: 'lasting',
    status: ['OB DISCHRG LB'],
    chargePercent: 9,
    runtimeSeconds: 60,
  },
  {
    name: 'forced-shutdown',
    description: {
      'zh-CN': 'UPS 即将关闭输出，FSD（持续）',
      en: 'The UPS is about to switch off, FSD (lasting)',
    },
    span: 'lasting',
    status: ['FSD OB LB'],
    chargePercent: 3,
    runtimeSeconds: 20,
  },
  {
    name: 'charging',
    description: {
      'zh-CN': '市电恢复，电池仍低，正在充电（持续）',
      en: 'Mains back, low battery charges (lasting)',
    },
    span: 'lasting',
    status: ['OL CHRG LB'],
    chargePercent: 12,
    runtimeSeconds: 120,
  },
  {
    name: 'flapping',
    description: { 'zh-CN': '市电时断时续（持续）', en: 'Mains come and go within seconds (lasting)' },
    span: 'lasting',
    status: ['OL', 'OB DISCHRG'],
  },
  {
    name: 'replace-battery',
    description: { 'zh-CN': '电池需要更换（持续）', en: 'The battery must be replaced (lasting)' },
    span: 'lasting',
    status: ['OL RB'],
  },
  {
    name: 'overload',
    description: { 'zh-CN': '过载（持续）', en: 'Overload (lasting)' },
    span: 'lasting',
    status: ['OL OVER'],
  },
  {
    name: 'unknown-token',
    description: { 'zh-CN': '状态中有未知词（持续）', en: 'A status word that nobody knows (lasting)' },
    span: 'lasting',
    status: ['OL ECO-"X"'],
  },
  {
    name: 'no-status',
    description: {
      'zh-CN': '驱动刚启动，状态未知（持续）',
      en: 'Its driver has just started: WAIT (lasting)',
    },
    span: 'lasting',
    status: ['WAIT'],
  },
  {
    name: 'stale',
    description: { 'zh-CN': '数据过期 DATA-STALE（持续）', en: 'DATA-STALE (lasting)' },
    span: 'lasting',
    refusal: 'DATA-STALE',
  },
  {
    name: 'driver-gone',
    description: { 'zh-CN': '驱动未连接 DRIVER-NOT-CONNECTED（持续）', en: 'DRIVER-NOT-CONNECTED (lasting)' },
    span: 'lasting',
    refusal: 'DRIVER-NOT-CONNECTED',
  },
  {
    name: 'access-denied',
    description: { 'zh-CN': '拒绝访问 ACCESS-DENIED（持续）', en: 'ACCESS-DENIED (lasting)' },
    span: 'lasting',
    refusal: 'ACCESS-DENIED',
  },
  {
    name: 'unknown-ups',
    description: { 'zh-CN': '服务器上没有这台 UPS（持续）', en: 'The server has another UPS (lasting)' },
    span: 'lasting',
    renamed: true,
  },
  {
    name: 'silent',
    description: { 'zh-CN': '已连接，但不应答（持续）', en: 'Connected, but answers nothing (lasting)' },
    span: 'lasting',
    silent: true,
  },
  {
    name: 'late-reply',
    description: {
      'zh-CN': '下一个应答超时后才到（一次）',
      en: 'The next answer comes after its time-out (once)',
    },
    span: 'once',
    distortion: 'late',
  },
  {
    name: 'truncated-reply',
    description: { 'zh-CN': '下一个应答只有一半（一次）', en: 'The next answer is cut in half (once)' },
    span: 'once',
    distortion: 'truncate',
  },
  {
    name: 'garbage-before-reply',
    description: {
      'zh-CN': '每个应答之前有无关的行（持续）',
      en: 'Lines of nothing in front of every answer (lasting)',
    },
    span: 'lasting',
    distortion: 'garbage',
  },
  {
    name: 'one-byte-chunks',
    description: { 'zh-CN': '应答逐字节发送（持续）', en: 'Answers come byte by byte (lasting)' },
    span: 'lasting',
    distortion: 'bytes',
  },
  {
    name: 'duplicate-reply',
    description: { 'zh-CN': '每个应答发送两次（持续）', en: 'Every answer is sent twice (lasting)' },
    span: 'lasting',
    distortion: 'duplicate',
  },
  {
    name: 'unplug-mid-reply',
    description: {
      'zh-CN': '下一个应答中途断线（一次）',
      en: 'The connection goes in the middle of the next answer (once)',
    },
    span: 'once',
    distortion: 'unplug',
  },
];
