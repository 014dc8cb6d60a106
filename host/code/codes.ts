import { randomBytes } from 'node:crypto';
import type { Clock } from '../../drivers/contract/clock.ts';
import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { Scanner } from '../../drivers/contract/scanner.ts';
import { pause, raceAbort } from '../../drivers/runtime/deadline.ts';
import type { ReplyOf } from '../../platform/core/port.ts';
import type { Platform } from '../../platform/open.ts';
import type { Ports } from '../../platform/ports/index.ts';
import type { Ports as FlowPorts, ResolvedCode } from '../../state-machines/ports.ts';
import type { Identified } from '../../state-machines/service/service.ts';
import { tokenOf } from '../carry/qr-text.ts';
import { CodeInHand } from './code-in-hand.ts';

/** A person may take as long as they like; the flow ends the waiting, and the driver wants a number. */
const untilAborted = 24 * 3600 * 1000;
/** Before a scanner that is not there, or floods, is asked again. */
const againMs = 1000;

export interface CodeWorld {
  /** `null`: none is configured. */
  scanner: Pick<Scanner, 'scan'> | null;
  /** Connected when the first code is shown. `null`: the kiosk knows no city. */
  connect: (() => Promise<Pick<Platform, 'codes' | 'cases'>>) | null;
  clock: Clock;
}

/**
 * Codes that are shown: the city's own (随申码, on a telephone or on paper) and those on receipts. A code is as good as
 * the card, so it stays here, is used once and is overwritten; whoever asks learns only what it stands for.
 */
export function createCodes({
  scanner,
  connect,
  clock,
}: CodeWorld): Pick<FlowPorts, 'waitForCode' | 'waitForCarried' | 'resolveCode'> {
  const inHand = new CodeInHand();
  const waitForCode = async (signal: AbortSignal): Promise<'read' | 'unreadable'> => {
    inHand.drop();
    if (!scanner) return raceAbort(new Promise<never>(() => {}), signal);
    for (;;) {
      try {
        const opId = `scan-${randomBytes(4).toString('hex')}`;
        const { payload } = await scanner.scan({ opId, deadlineMs: untilAborted, signal });
        return inHand.take(payload) ? 'read' : 'unreadable';
      } catch (error) {
        if (!(error instanceof DeviceError) || error.code === 'canceled') throw error;
        if (error.condition === 'read.failed') return 'unreadable';
        if (error.code !== 'timeout' || error.condition !== undefined) await pause(clock, againMs, signal);
      }
    }
  };
  return {
    waitForCode,

    async waitForCarried(signal) {
      if (!connect) return raceAbort(new Promise<never>(() => {}), signal);
      for (;;) {
        if ((await waitForCode(signal)) !== 'read') continue;
        const text = inHand.use();
        // Whatever else is shown while nobody has asked for it is nobody's business.
        if (text !== null && tokenOf(text) !== null) return text;
      }
    },

    async resolveCode(wanted, signal) {
      const code = inHand.use();
      if (code === null) return { ok: false, problem: 'code-unreadable' };
      if (!connect) return { ok: false, problem: 'code-unchecked' };
      const platform = await connect();
      const person = wanted.code ? await personOf(platform, code, signal) : unknown;
      if (person.ok || person.problem !== 'code-unknown' || !wanted.receipt) return person;
      return receiptOf(platform, code, signal);
    },
  };
}

const unknown: ResolvedCode = { ok: false, problem: 'code-unknown' };
const unchecked: ResolvedCode = { ok: false, problem: 'code-unchecked' };

async function personOf(
  { codes }: Pick<Platform, 'codes'>,
  code: string,
  signal: AbortSignal,
): Promise<ResolvedCode> {
  const result = await codes.resolve({ code }, { signal });
  if (result.ok && result.stale) return { ok: false, problem: 'code-expired' };
  if (result.ok) return { ok: true, person: personIn(result.data), receipt: null };
  if (result.error.code !== 'refused') return unchecked;
  return result.error.refusal === 'expiredCode' ? { ok: false, problem: 'code-expired' } : unknown;
}

type Resolved = ReplyOf<Ports['codes']['operations']['resolve']>;

function personIn({ subject, name, number, enterpriseName, creditCode }: Resolved): Identified {
  return {
    name,
    idNumber: number,
    enterprise: enterpriseName !== null && creditCode !== null ? { name: enterpriseName, creditCode } : null,
    birthDate: null,
    sex: null,
    address: null,
    validTo: null,
    document: 'code',
    subject,
  };
}

/** A receipt says its reference, alone or as the end of an address. */
async function receiptOf(
  { cases }: Pick<Platform, 'cases'>,
  code: string,
  signal: AbortSignal,
): Promise<ResolvedCode> {
  const receipt = /(?:^|[/=])([\w.-]{1,64})$/.exec(code)?.[1];
  if (receipt === undefined) return unknown;
  const result = await cases.byReceipt({ receipt }, { signal });
  if (result.ok) return { ok: true, person: null, receipt };
  return result.error.code === 'refused' ? unknown : unchecked;
}
