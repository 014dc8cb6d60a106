import type { Ticket } from '../contract/ticket-printer.ts';

/** What a technician gets from a health check: both scripts, both sizes, a code and the cut. */
export const testSlip: Ticket = {
  parts: [
    { kind: 'text', text: '打印测试', width: 2, height: 2, align: 'center' },
    { kind: 'text', text: 'Printer test', align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: '0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ' },
    { kind: 'text', text: '此条仅供检查打印机,可丢弃。' },
    { kind: 'qr', data: 'TEST', moduleSize: 4 },
  ],
  cut: 'partial',
};
