import type { Preset } from '../../simulation/simulator.ts';

/**
 * States last until another preset is set; `normal` ends them and repairs the device, which then goes on with what
 * is in its buffer, as a real one does. Those named `…-mid-ticket` wait for the next ticket, strike once after
 * its third line (cutter: at the cut) and then last as well.
 */
export const printerPresets = [
  preset('normal', '一切正常;清除先前的故障', 'Everything is well; clears an earlier fault'),
  preset('paper-low', '纸将尽', 'Paper is nearly out'),
  preset('paper-out', '缺纸', 'Paper is out'),
  preset('cover-open', '上盖打开', 'The cover is open'),
  preset('cutter-fault', '切刀故障', 'The cutter is stuck'),
  preset('head-hot', '打印头过热', 'The print head is too hot'),
  preset('unrecoverable', '不可恢复的故障', 'A fault that only service can clear'),
  preset('offline', '脱机,原因不明', 'Off-line without a stated cause'),
  preset('silent', '不接收也不应答', 'Neither listens nor answers'),
  preset('paper-out-mid-ticket', '打印下一张小票时缺纸', 'Paper runs out in the middle of the next ticket'),
  preset(
    'cover-open-mid-ticket',
    '打印下一张小票时上盖被打开',
    'The cover is opened in the middle of the next ticket',
  ),
  preset(
    'cutter-fault-mid-ticket',
    '下一张小票切纸时切刀卡住',
    'The cutter sticks at the end of the next ticket',
  ),
  preset(
    'power-cycle-mid-ticket',
    '打印下一张小票时断电重启:缓冲丢失,连接断开',
    'Power fails for a moment in the middle of the next ticket: buffer and connection are lost',
  ),
  preset(
    'unplug-mid-ticket',
    '打印下一张小票时数据线被拔出',
    'The cable is pulled in the middle of the next ticket',
  ),
  preset('stalled', '停止处理数据并发送 XOFF', 'Stops working on its data and sends XOFF'),
  preset('one-byte-chunks', '应答逐字节发出', 'Answers arrive one byte at a time'),
  preset('garbage', '应答前有线路杂波', 'Line noise before each answer'),
  preset('late-process-id', '打印完成确认迟到', 'The confirmation of a printed ticket comes too late'),
  preset('no-process-id-support', '不支持打印完成确认', 'Does not know the confirmation of printed tickets'),
  preset('asb-inside-reply', '应答中间夹有自动状态', 'Automatic status in the middle of other answers'),
  preset('slow', '打印速度为十分之一', 'Prints at a tenth of its speed'),
  preset(
    'presenter-jam',
    '出票口卡纸（有出票器的型号）',
    'Paper is jammed in the presenter, where there is one',
  ),
  preset(
    'taken',
    '取走出票口的票，之后的票也立即取走（有出票器的型号）',
    'The ticket at the mouth is taken, and so is each that follows, where there is a presenter',
  ),
] as const satisfies readonly Preset[];

export type PrinterPresetName = (typeof printerPresets)[number]['name'];

function preset<Name extends string>(name: Name, zh: string, en: string) {
  return { name, description: { 'zh-CN': zh, en } };
}

export function isPrinterPreset(name: string): name is PrinterPresetName {
  return printerPresets.some((known) => known.name === name);
}
