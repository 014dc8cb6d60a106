import type { ConditionCode } from '../contract/status.ts';
import type { Retry } from '../contract/device-error.ts';

export interface Sw3Meaning {
  /** For staff. */
  meaning: { 'zh-CN': string; en: string };
  /** `null` for answers that are no failure. */
  condition: ConditionCode | null;
  retry: Retry;
}

/** What the reader's status byte says (GA/T 467-2019). Codes 01 to 09 exist only inside host libraries, never on the wire. */
const meanings: Readonly<Record<number, Sw3Meaning>> = {
  0x90: { meaning: { 'zh-CN': '操作成功', en: 'done' }, condition: null, retry: 'safe' },
  0x91: {
    meaning: { 'zh-CN': '卡内没有此项内容', en: 'the card has no such item' },
    condition: null,
    retry: 'never',
  },
  0x9f: { meaning: { 'zh-CN': '寻卡成功', en: 'card found' }, condition: null, retry: 'safe' },
  0x10: {
    meaning: { 'zh-CN': '读卡器收到的数据校验和错误', en: 'the reader received a wrong check byte' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x11: {
    meaning: { 'zh-CN': '读卡器收到的数据长度错误', en: 'the reader received a wrong length' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x21: {
    meaning: { 'zh-CN': '读卡器不认识此命令', en: 'the reader does not know this command' },
    condition: 'read.failed',
    retry: 'never',
  },
  0x23: {
    meaning: { 'zh-CN': '越权操作', en: 'operation not permitted' },
    condition: 'read.failed',
    retry: 'never',
  },
  0x24: {
    meaning: { 'zh-CN': '无法识别的错误', en: 'unrecognised error' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x31: {
    meaning: { 'zh-CN': '证件认证安全模块失败', en: 'the card did not accept the security module' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x32: {
    meaning: { 'zh-CN': '安全模块认证证件失败', en: 'the security module did not accept the card' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x33: {
    meaning: { 'zh-CN': '信息验证错误', en: 'the information on the card did not verify' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x37: {
    meaning: { 'zh-CN': '指纹信息验证错误', en: 'the fingerprint on the card did not verify' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x3f: {
    meaning: { 'zh-CN': '信息长度错误', en: 'wrong length of information' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x40: {
    meaning: { 'zh-CN': '无法识别的卡类型', en: 'unknown type of card' },
    condition: 'card.unknownType',
    retry: 'never',
  },
  0x41: {
    meaning: { 'zh-CN': '读证件操作失败', en: 'reading the card failed' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x47: {
    meaning: { 'zh-CN': '取随机数失败', en: 'no random number from the card' },
    condition: 'read.failed',
    retry: 'safe',
  },
  0x60: {
    meaning: {
      'zh-CN': '安全模块自检失败,不接受命令',
      en: 'the security module failed its self-test and takes no command',
    },
    condition: 'sam.fault',
    retry: 'afterFix',
  },
  0x66: {
    meaning: {
      'zh-CN': '安全模块未经授权,不能使用',
      en: 'the security module is not authorised and cannot be used',
    },
    condition: 'sam.fault',
    retry: 'afterFix',
  },
  0x80: { meaning: { 'zh-CN': '寻卡失败', en: 'no card found' }, condition: 'card.none', retry: 'afterFix' },
  0x81: {
    meaning: { 'zh-CN': '选卡失败', en: 'the card could not be selected' },
    condition: 'read.failed',
    retry: 'safe',
  },
};

export const knownSw3: readonly number[] = Object.keys(meanings).map(Number);

export function sw3Meaning(sw3: number): Sw3Meaning {
  return (
    meanings[sw3] ?? {
      meaning: { 'zh-CN': '标准中没有的状态字', en: 'a status that the standard does not have' },
      condition: 'read.failed',
      retry: 'safe',
    }
  );
}

/** `SW3 41`: how the log and conditions name a status byte. */
export function sw3Raw(sw3: number): string {
  return `SW3 ${sw3.toString(16).toUpperCase().padStart(2, '0')}`;
}
