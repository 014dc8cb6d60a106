/** What the simulated codes say: invented, and of nobody. */
export interface SimulatedCode {
  text: string;
  /** Both names of its kind: AIM identifier (ISO/IEC 15424), and Zebra SSI's bar code type. */
  aim: string;
  ssiType: number;
}

const qr = { aim: ']Q1', ssiType: 0x1c };

export const simulatedCodes = {
  /** Fits into one HID-POS report. */
  short: { text: 'https://example.gov.cn/q/7Q2M4XKD?k=SAMPLE', ...qr },
  /** As long as `short`. */
  other: { text: 'https://example.gov.cn/q/9XW3B6TN?k=SAMPLE', ...qr },
  /** Several SSI packets, many HID-POS reports, and Chinese besides. */
  long: { text: `https://example.gov.cn/q?d=${'样例SAMPLE'.repeat(60)}`, ...qr },
} as const satisfies Record<string, SimulatedCode>;

export type SimulatedCodeName = keyof typeof simulatedCodes;
