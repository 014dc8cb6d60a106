import type { HealthLevel, HealthReport } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { Condition } from '../contract/status.ts';
import type { PrintReceipt } from '../contract/ticket-printer.ts';

export interface HealthProbe {
  printTestSlip(): Promise<PrintReceipt>;
  /** Has the printer answer now, and fails on what keeps it from printing. */
  look(): Promise<void>;
  conditions(): readonly Condition[];
}

/** @throws nothing that a device does: that is the report. */
export async function healthOf(level: HealthLevel, probe: HealthProbe): Promise<HealthReport> {
  if (level === 'interactive') return { level, outcome: 'skipped', detail: 'nothing here needs a person' };
  try {
    if (level === 'external') {
      const { confirmation } = await probe.printTestSlip();
      return { level, outcome: 'passed', detail: `test slip ${confirmation}` };
    }
    await probe.look();
    const codes = probe.conditions().map(({ code }) => code);
    return {
      level,
      outcome: 'passed',
      detail: codes.length > 0 ? codes.join(', ') : 'answers, no conditions',
    };
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return { level, outcome: 'failed', detail: error.condition ?? error.message };
  }
}
