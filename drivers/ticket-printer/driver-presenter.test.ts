import { describe, expect, test } from 'vitest';
import pmu from '../../assets/printer-profiles/citizen-pmu2300iii.json' with { type: 'json' };
import ppu from '../../assets/printer-profiles/citizen-ppu-231ii.json' with { type: 'json' };
import kpm from '../../assets/printer-profiles/custom-kpm216.json' with { type: 'json' };
import tptcm from '../../assets/printer-profiles/custom-tptcm112.json' with { type: 'json' };
import vkp from '../../assets/printer-profiles/custom-vkp80iii.json' with { type: 'json' };
import type { Ticket } from '../contract/ticket-printer.ts';
import type { OpenTransport } from '../transport/transport.ts';
import { hex } from './bytes.ts';
import { parsePrinterProfile } from './profile.ts';
import { type Rig, rig, until } from './test-rig.ts';

const command = (opId: string, deadlineMs = 5000) => ({ opId, deadlineMs });
const short: Ticket = { parts: [{ kind: 'text', text: '样例甲' }], cut: 'partial' };
const withSensor = [
  ['custom-vkp80iii', vkp],
  ['custom-kpm216', kpm],
  ['custom-tptcm112', tptcm],
  ['citizen-ppu-231ii', ppu],
] as const;
const codes = ({ printer }: Rig) => printer.status().conditions.map(({ code }) => code);

/** Keeps what the driver wrote, in hex, one write a line. */
function overheard(written: string[]): (open: OpenTransport) => OpenTransport {
  return (open) => async (signal) => {
    const transport = await open(signal);
    return {
      ...transport,
      write(bytes, aborted) {
        written.push(hex(bytes));
        return transport.write(bytes, aborted);
      },
    };
  };
}

describe.each(withSensor)('%s', (_name, json) => {
  const profile = parsePrinterProfile(json);

  test('tells that a ticket stands at the mouth until it is taken', async () => {
    await using r = await rig({ profile });
    await r.printer.ready(command('ready'));
    expect(r.printer.capabilities.has('presenter')).toBe(true);
    await r.printer.print(short, command('op-1'));
    expect(r.simulator.tickets()[0]).toMatchObject({ unknown: [], lines: ['样例甲'] });
    const taken = r.printer.waitForTaken(command('w', 20_000));
    await until(() => codes(r).includes('ticket.presented'));
    expect(r.printer.status().summary).toBe('ready');
    r.simulator.apply('taken');
    await taken;
    expect(codes(r)).toEqual([]);
    expect(r.simulator.state().presenter).toEqual({
      atMouth: false,
      presented: 1,
      taken: 1,
      retracted: 0,
      ejected: 0,
    });
  });

  test('a hand that is quicker than the sensor is asked counts too', async () => {
    await using r = await rig({ profile, preset: 'taken' });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await r.printer.waitForTaken(command('w'));
    expect(codes(r)).toEqual([]);
  });

  test('after its time the ticket counts as not taken', async () => {
    const { presenter } = profile;
    if (!presenter) throw new Error('a presenter is wanted here');
    await using r = await rig({ profile: { ...profile, presenter: { ...presenter, notTakenMs: 600 } } });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.notTaken'));
    expect(codes(r)).toEqual(['ticket.notTaken']);
    expect(r.printer.status().summary).toBe('degraded');
    await expect(r.printer.waitForTaken(command('w', 50))).rejects.toMatchObject({
      code: 'timeout',
      effect: 'none',
    });
    r.simulator.takeTicket();
    await until(() => r.printer.status().summary === 'ready');
  });

  test.each(['paper-out', 'cover-open', 'cutter-fault', 'head-hot', 'unrecoverable'])(
    'says %s in the same words as every printer',
    async (preset) => {
      await using r = await rig({ profile, preset });
      await until(() => codes(r).length > 0);
      const expected = preset === 'unrecoverable' ? 'fault.unrecoverable' : preset.replace('-', '.');
      expect(codes(r)).toEqual([expected]);
    },
  );
});

describe('taking a ticket back', () => {
  test.each([
    ['custom-vkp80iii', vkp],
    ['custom-kpm216', kpm],
  ] as const)('%s retracts what nobody takes, and says when there is nothing', async (_name, json) => {
    const written: string[] = [];
    await using r = await rig({ profile: parsePrinterProfile(json), line: overheard(written) });
    await r.printer.ready(command('ready'));
    expect(r.printer.capabilities.has('retract')).toBe(true);
    await expect(r.printer.retract(command('r0'))).resolves.toBe('empty');
    expect(written).not.toContain('1D 65 02');
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    const taken = r.printer.waitForTaken(command('w'));
    await expect(r.printer.retract(command('r1'))).resolves.toBe('retracted');
    await taken;
    expect(written.filter((bytes) => bytes === '1D 65 02')).toHaveLength(1);
    expect(r.simulator.state().presenter).toMatchObject({ atMouth: false, retracted: 1, taken: 0 });
    expect(r.printer.statistics()).toMatchObject({ TicketRetractedCount: 1 });
    expect(codes(r)).toEqual([]);
  });

  test.each([
    ['custom-vkp80iii', vkp, { code: 'condition', condition: 'paper.jam', effect: 'partial' }],
    // Its ejector says more than DLE EOT, but not while the printer is off-line.
    ['custom-kpm216', kpm, { code: 'timeout', effect: 'unknown', retry: 'never' }],
  ] as const)('%s: a jam in the presenter is told, and clears', async (_name, json, failure) => {
    await using r = await rig({ profile: parsePrinterProfile(json) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    r.simulator.apply('presenter-jam');
    await expect(r.printer.retract(command('r', 3000))).rejects.toMatchObject(failure);
    expect(r.printer.status().summary).toBe('unavailable');
    r.simulator.apply('normal');
    await until(() => r.printer.status().summary === 'ready');
  });

  test('a ticket that stands at the mouth is not handed to the next person', async () => {
    await using r = await rig({ profile: parsePrinterProfile(vkp) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.state().presenter).toMatchObject({ presented: 2, retracted: 1, ejected: 0 });
  });

  test('a model that cannot retract drops it in front, and nothing is sent that its manual lacks', async () => {
    const written: string[] = [];
    await using r = await rig({ profile: parsePrinterProfile(tptcm), line: overheard(written) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    await expect(r.printer.retract(command('r'))).rejects.toMatchObject({
      code: 'unsupported',
      effect: 'none',
    });
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.state().presenter).toMatchObject({ presented: 2, retracted: 0, ejected: 1 });
    // GS e 2 switches a motor on here.
    expect(written.filter((bytes) => bytes.includes('1D 65 02'))).toEqual([]);
  });

  test('half a ticket of another session is cut off and taken back', async () => {
    const written: string[] = [];
    await using r = await rig({
      profile: parsePrinterProfile(vkp),
      preset: 'paper-out-mid-ticket',
      line: overheard(written),
    });
    await r.printer.ready(command('ready'));
    const long: Ticket = { parts: Array.from({ length: 8 }, () => short.parts).flat(), cut: 'full' };
    await expect(r.printer.print(long, command('op-1'))).rejects.toMatchObject({ condition: 'paper.out' });
    r.simulator.apply('normal');
    await until(() => r.printer.status().summary === 'ready');
    await r.printer.print(short, command('op-2'));
    expect(r.simulator.tickets().at(-1)?.lines).toEqual(['样例甲']);
    expect(written.filter((bytes) => bytes.includes('1D 56 41 00 1D 65 02'))).toHaveLength(1);
  });

  test('without a sensor the command is all there is', async () => {
    const written: string[] = [];
    await using r = await rig({ profile: parsePrinterProfile(pmu), line: overheard(written) });
    await r.printer.ready(command('ready'));
    expect(r.printer.capabilities).toEqual(new Set(['print', 'retract']));
    await r.printer.print(short, command('op-1'));
    expect(r.simulator.tickets()[0]?.unknown).toEqual([]);
    await expect(r.printer.waitForTaken(command('w'))).rejects.toMatchObject({ code: 'unsupported' });
    await expect(r.printer.retract(command('r'))).resolves.toBe('retracted');
    expect(written.at(-1)).toBe('1D 52 30');
    await until(() => r.simulator.state().presenter?.retracted === 1);
  });

  test('the printer that most have cannot', async () => {
    await using r = await rig();
    await expect(r.printer.retract(command('r'))).rejects.toMatchObject({
      code: 'unsupported',
      effect: 'none',
      retry: 'never',
    });
  });
});

describe('faults on the wire', () => {
  test.each(['one-byte-chunks', 'garbage', 'slow'])(
    'follows the ticket all the same with %s',
    async (preset) => {
      await using r = await rig({ profile: parsePrinterProfile(vkp), preset });
      await r.printer.ready(command('ready'));
      await r.printer.print(short, command('op-1', 20_000));
      await until(() => codes(r).includes('ticket.presented'));
      r.simulator.takeTicket();
      await r.printer.waitForTaken(command('w'));
      expect(codes(r)).toEqual([]);
    },
  );

  test('the cable is pulled while a ticket waits, and what happened meanwhile is seen afterwards', async () => {
    await using r = await rig({ profile: parsePrinterProfile(vkp) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    const taken = r.printer.waitForTaken(command('w', 20_000));
    r.listening.plug(false);
    await until(() => codes(r).includes('device.gone'));
    r.simulator.takeTicket();
    r.listening.plug(true);
    await taken;
    expect(codes(r)).toEqual([]);
  });

  test('a driver that has just begun looks before it says that nothing stands there', async () => {
    await using r = await rig({ profile: parsePrinterProfile(vkp) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    await r.printer.close();
    const next = r.another();
    await expect(next.waitForTaken(command('w', 500))).rejects.toMatchObject({ code: 'timeout' });
    r.simulator.takeTicket();
    await next.waitForTaken(command('w'));
  });

  test('closing ends the waiting', async () => {
    await using r = await rig({ profile: parsePrinterProfile(vkp) });
    await r.printer.ready(command('ready'));
    await r.printer.print(short, command('op-1'));
    await until(() => codes(r).includes('ticket.presented'));
    const taken = r.printer.waitForTaken(command('w', 20_000));
    taken.catch(() => {});
    await r.printer.close();
    await expect(taken).rejects.toMatchObject({ code: 'closed' });
  });
});
