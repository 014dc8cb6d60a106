import type { Localized } from '../../contract/localized.ts';

/** What the rules of the schema ask for, in words. The schema names them by key. */
export const expectations = {
  id: {
    'zh-CN': '应为小写字母、数字和连字符，以字母开头',
    en: 'must be lower-case letters, digits and hyphens, beginning with a letter',
  },
  'time-of-day': { 'zh-CN': '应为 24 小时制时间，例如 06:30', en: 'must be a time of day such as 06:30' },
  phone: {
    'zh-CN': '应为电话号码，只含数字、空格、加号和连字符',
    en: 'must be a telephone number of digits, spaces, + and -',
  },
  'time-zone': {
    'zh-CN': '应为 IANA 时区名，例如 Asia/Shanghai',
    en: 'must be an IANA time zone such as Asia/Shanghai',
  },
  'ups-name': {
    'zh-CN': '应为 UPS 在其服务器上的名称，只含字母、数字、下划线、点和连字符',
    en: 'must be the name of a UPS at its server: letters, digits, _, . and -',
  },
  'device-ids-differ': { 'zh-CN': '各设备的 id 不得相同', en: 'must not give two devices the same id' },
  'one-per-role': {
    'zh-CN': '每种用途（role）只能配置一台设备',
    en: 'must have no more than one device for each role',
  },
  'no-simulator': {
    'zh-CN': '正式运行（production）不得使用模拟设备，应填写真实设备的连接（或将 mode 设为 training）',
    en: 'must be the connection of a real device in production mode (or set mode to training)',
  },
  'no-simulated-platform': {
    'zh-CN': '正式运行（production）不得使用模拟平台，应填写真实平台的地址，或将 platform 设为 null',
    en: 'must be the address of a real platform in production mode (or set platform to null)',
  },
  'home-differs': {
    'zh-CN': '首页事项不能重复',
    en: 'must name each item once',
  },
  'platform-url': {
    'zh-CN': '应为平台地址，例如 https://platform.example.gov.cn/kiosk',
    en: 'must be an address such as https://platform.example.gov.cn/kiosk',
  },
  'ipp-url': {
    'zh-CN': '应为 IPP 地址，例如 ipp://192.168.1.20/ipp/print',
    en: 'must be an IPP address such as ipp://192.168.1.20/ipp/print',
  },
  'usb-id': {
    'zh-CN': '应为 4 位小写十六进制数，例如 1a86',
    en: 'must be four hexadecimal digits in lower case such as 1a86',
  },
  'serial-numbers-tell-apart': {
    'zh-CN': '同型号的各台设备须用不同的 serialNumber 区分',
    en: 'must tell devices of the same kind apart by their serialNumber',
  },
  'field-name': {
    'zh-CN': '应为字母和数字，以小写字母开头，例如 birthDate',
    en: 'must be letters and digits beginning with a small letter, such as birthDate',
  },
  date: { 'zh-CN': '应为存在的日期，例如 2026-11-25', en: 'must be a day that exists, such as 2026-11-25' },
  'open-time': { 'zh-CN': '应为 00:00 至 24:00 的时间', en: 'must be a time of day from 00:00 to 24:00' },
  'open-spans': {
    'zh-CN': '各时段应先后排列、不得重叠，且结束晚于开始',
    en: 'must be spans in order that do not overlap and end after they begin',
  },
  'division-code': {
    'zh-CN': '应为 6 位行政区划代码（GB/T 2260）',
    en: 'must be an administrative division code of six digits (GB/T 2260)',
  },
  'identity-means': {
    'zh-CN': '需要或可以核验身份时应至少列出一种方式，否则不得列出',
    en: 'must name a means of identification where identity is asked for, and none where it is not',
  },
} as const satisfies Record<string, Localized>;
export type Expectation = keyof typeof expectations;

export function isExpectation(key: string): key is Expectation {
  return Object.hasOwn(expectations, key);
}
