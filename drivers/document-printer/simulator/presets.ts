import type { Preset } from '../../simulation/simulator.ts';

/**
 * States last until another preset is set; `normal` ends them and repairs the device, which then goes on with the job
 * that it has, as a real one does. Those named `…-mid-job` wait for the next job, strike once at its second side (or
 * its only one) and then last as well.
 */
export const documentPrinterPresets = [
  preset('normal', '一切正常;清除先前的故障', 'Everything is well; clears an earlier fault'),
  preset('media-low', '纸将尽', 'Paper is nearly out'),
  preset('media-empty', '缺纸', 'Paper is out'),
  preset('media-other', '装的是 Letter 纸而不是 A4', 'Letter paper is loaded instead of A4'),
  preset('jam', '卡纸', 'Paper is jammed'),
  preset('toner-low', '墨粉将尽', 'Toner is low'),
  preset('toner-empty', '墨粉用尽', 'Toner is out'),
  preset('door-open', '机门打开', 'A door is open'),
  preset('output-full', '出纸盘已满', 'The output tray is full'),
  preset('paused', '在面板上被暂停', 'Paused at its panel'),
  preset('not-accepting', '不再接受作业', 'Takes no jobs'),
  preset('unknown-warning', '报告一个标准之外的警告', 'Reports a warning that is in no standard'),
  preset('busy', '忙,拒绝新作业', 'Busy: refuses jobs for the moment'),
  preset('http-503', '以 HTTP 503 应答', 'Answers HTTP 503 to everything'),
  preset('hang', '接受连接但从不应答', 'Takes connections and never answers'),
  preset('garbage', '应答不是 IPP', 'Answers something that is not IPP'),
  preset('wrong-request-id', '应答带有错误的请求编号', 'Answers with the number of another request'),
  preset('chunked-slowly', '应答逐字节发出', 'Answers arrive one byte at a time'),
  preset('slow', '打印速度为十分之一', 'Prints at a tenth of its speed'),
  preset(
    'lost-reply',
    '收下下一份文件但不应答',
    'Takes the next document and drops the line instead of answering',
  ),
  preset('lost-request', '收到下一份文件一半时断开', 'Drops the line in the middle of the next document'),
  preset('hang-on-document', '收下文件但不打印也不应答', 'Takes documents and neither prints nor answers'),
  preset('no-impressions', '不报告已印面数', 'Does not count impressions'),
  preset('held', '作业被挂起', 'Holds each job'),
  preset('format-error', '认为文件有错而中止', 'Aborts each job for an error in the document'),
  preset('media-empty-mid-job', '打印下一份文件时缺纸', 'Paper runs out in the middle of the next job'),
  preset('jam-mid-job', '打印下一份文件时卡纸', 'Paper jams in the middle of the next job'),
  preset('abort-mid-job', '打印下一份文件时由打印机中止', 'The printer aborts the next job in its middle'),
  preset(
    'cancel-mid-job',
    '下一份文件在面板上被取消',
    'Somebody cancels the next job at the panel in its middle',
  ),
  preset(
    'power-cycle-mid-job',
    '打印下一份文件时断电重启:作业全部丢失',
    'Power fails for a moment in the middle of the next job: it forgets every job',
  ),
] as const satisfies readonly Preset[];

export type DocumentPrinterPresetName = (typeof documentPrinterPresets)[number]['name'];

function preset<Name extends string>(name: Name, zh: string, en: string) {
  return { name, description: { 'zh-CN': zh, en } };
}

export function isDocumentPrinterPreset(name: string): name is DocumentPrinterPresetName {
  return documentPrinterPresets.some((known) => known.name === name);
}

/** What the printer says of itself: `printer-state-reasons`, and whether it stands still. */
export interface PrinterCondition {
  reasons: readonly string[];
  stopped: boolean;
}
export const well: PrinterCondition = { reasons: [], stopped: false };

const conditions: Partial<Record<DocumentPrinterPresetName, PrinterCondition>> = {
  'media-low': { reasons: ['media-low-warning'], stopped: false },
  'media-empty': { reasons: ['media-empty-error', 'media-needed-error'], stopped: true },
  jam: { reasons: ['media-jam-error'], stopped: true },
  'toner-low': { reasons: ['toner-low-warning'], stopped: false },
  'toner-empty': { reasons: ['marker-supply-empty-error'], stopped: true },
  'door-open': { reasons: ['door-open-error'], stopped: true },
  'output-full': { reasons: ['output-area-full-error'], stopped: true },
  paused: { reasons: ['paused'], stopped: true },
  'unknown-warning': { reasons: ['com.example.fuser-cleaning-due-warning'], stopped: false },
};

export function conditionFor(name: DocumentPrinterPresetName): PrinterCondition {
  return conditions[name] ?? well;
}
