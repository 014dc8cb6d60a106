import { systemClock } from '../../../drivers/contract/clock.ts';
import type { ConditionCode } from '../../../drivers/contract/status.ts';
import { midway } from '../faults.ts';
import { type Fault, type RigMaker, presetFault } from '../rig.ts';

/** The printer stops, or makes no sense, from the first look on; nothing is sent to it. */
const standing = (row: string, preset: string, condition: ConditionCode) =>
  presetFault(row, preset, { expect: 'fails', conditions: [condition], standing: true });

const fails = (row: string, preset: string, ...conditions: ConditionCode[]) =>
  presetFault(row, preset, { expect: 'fails', ...(conditions.length > 0 && { conditions }) });

const works = (row: string, preset: string) => presetFault(row, preset, { expect: 'works' });

/** Begins while a document is on its way, at any byte of it; it may be done by then. */
function meanwhile(row: string, preset: string, ...conditions: ConditionCode[]): Fault {
  return {
    name: row,
    expect: 'either',
    ...(conditions.length > 0 && { conditions }),
    async arm(stand) {
      const strike = await midway('toDevice', ({ rig }) => rig.apply(preset))(stand);
      return {
        struck: () => strike.struck(),
        async end() {
          await strike.end();
          stand.rig.apply('normal');
        },
      };
    },
  };
}

/** Somebody puts it right before the driver gives up. */
function passing(row: string, preset: string): Fault {
  return {
    name: row,
    expect: 'works',
    arm({ rig }) {
      rig.apply(preset);
      systemClock.setTimer(() => rig.apply('normal'), 300);
      return { struck: () => true, end: () => rig.apply('normal') };
    },
  };
}

/** Nothing stays connected that could be pulled out: it is not there when it is asked. */
const unpluggedIdle: Fault = {
  name: 'unplugged idle',
  expect: 'fails',
  conditions: ['device.gone'],
  arm({ line }) {
    const before = line.connections;
    line.plug(false);
    return { struck: () => line.connections > before, end: () => line.plug(true) };
  },
};

export const faults: RigMaker['faults'] = [
  standing('wrong-id replies', 'wrong-request-id', 'device.silent'),
  fails('power cycle mid-job', 'power-cycle-mid-job'),
  unpluggedIdle,
  standing('paused at its panel', 'paused', 'device.paused'),
  standing('takes no jobs', 'not-accepting', 'device.paused'),
  standing('paper jam', 'jam', 'paper.jam'),
  standing('paper out', 'media-empty', 'paper.out'),
  standing('other paper', 'media-other', 'paper.wrong'),
  standing('toner out', 'toner-empty', 'toner.out'),
  standing('door open', 'door-open', 'cover.open'),
  standing('output full', 'output-full', 'output.full'),
  standing('HTTP 503', 'http-503', 'device.silent'),
  standing('printer hangs', 'hang', 'device.silent'),
  standing('answers are not IPP', 'garbage', 'device.silent'),
  fails('busy', 'busy', 'device.busy'),
  fails('paper jam mid-document', 'jam-mid-job', 'paper.jam'),
  fails('paper out mid-document', 'media-empty-mid-job', 'paper.out'),
  fails('aborted by the printer', 'abort-mid-job', 'fault.recoverable'),
  fails('cancelled at its panel', 'cancel-mid-job', 'fault.recoverable'),
  fails('held', 'held', 'fault.recoverable'),
  fails('document cannot be read', 'format-error'),
  fails('document never answered', 'hang-on-document'),
  fails('document lost on its way', 'lost-request', 'device.gone'),
  works('reply to the document lost', 'lost-reply'),
  meanwhile('door opened mid-document', 'door-open', 'cover.open'),
  meanwhile('toner out mid-document', 'toner-empty', 'toner.out'),
  meanwhile('paused mid-document', 'paused', 'device.paused'),
  meanwhile('HTTP 503 mid-document', 'http-503'),
  meanwhile('hangs mid-document', 'hang'),
  meanwhile('wrong-id replies mid-document', 'wrong-request-id'),
  passing('busy for a moment', 'busy'),
  passing('paper out mid-document, then filled', 'media-empty-mid-job'),
  passing('paper jam mid-document, then cleared', 'jam-mid-job'),
  works('paper low', 'media-low'),
  works('toner low', 'toner-low'),
  works('warning of no standard', 'unknown-warning'),
  works('does not count', 'no-impressions'),
  works('answers byte by byte', 'chunked-slowly'),
  works('slow paper', 'slow'),
];

export const skips = {
  'bad checksum': 'IPP has no checksum of its own: a wrong bit of a value is another value',
  'unsolicited status inside a reply': 'over HTTP a printer speaks only when it is asked',
  'disk full on the journal': 'no flow of the host prints documents yet',
};
