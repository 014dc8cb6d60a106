import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock as clock } from '../contract/clock.ts';
import { listen } from '../simulation/listen.ts';
import { transportFor } from '../transport/open.ts';
import { EscPosPrinter } from './driver.ts';
import { TicketPrinterSimulator } from './simulator/simulator.ts';
import { fonts, generic80, sampleTicket } from './test-rig.ts';

function hasSocat(): boolean {
  try {
    execFileSync('socat', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!hasSocat())('over a real terminal device at 115200 baud (skipped: no socat)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-pty-'));
  const path = join(folder, 'printer');
  const simulator = new TicketPrinterSimulator({
    profile: generic80,
    clock,
    fonts,
    baudRate: 115_200,
    dotsPerSecond: 8000,
  });
  const listening = await listen(
    simulator,
    { kind: 'pty', path },
    { clock, baudRate: 115_200, chunks: 'natural' },
  );
  const open = transportFor({ kind: 'serial', path, baudRate: 115_200 });
  const printer = new EscPosPrinter({ id: 'ticket', open, clock, profile: generic80, fonts });
  try {
    printer.open();
    await printer.ready({ opId: 'ready', deadlineMs: 5000 });
    await expect(printer.print(sampleTicket, { opId: 'op-1', deadlineMs: 10_000 })).resolves.toEqual({
      confirmation: 'printed',
    });
    expect(simulator.tickets()[0]).toMatchObject({ unknown: [], cut: 'partial' });
    simulator.apply('cover-open');
    await expect(printer.print(sampleTicket, { opId: 'op-2', deadlineMs: 10_000 })).rejects.toMatchObject({
      condition: 'cover.open',
      effect: 'none',
    });
  } finally {
    await printer.close();
    await listening.close();
    rmSync(folder, { recursive: true });
  }
});
