import type { Clock } from '../contract/clock.ts';
import { samStatusQuestion } from '../id-card/auto-baud.ts';
import { samBaudRates } from '../id-card/baud-rates.ts';
import { askOnce, type Question } from '../transport/ask-once.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import { StatusReader } from '../ticket-printer/status-bytes.ts';
import type { Answer } from './candidates.ts';
import type { ProbeName } from './fingerprint.ts';
import { type Found, placeOf } from './found.ts';

interface Probe {
  baudRates: readonly number[];
  question(): Question;
}

/**
 * Questions that change nothing in a device that knows them, in the order in which they are asked. A printer prints
 * what it does not know, so it is asked first and, once it has answered, nothing else is.
 */
const probes: readonly (readonly [ProbeName, Probe])[] = [
  // Real-time printer status: answered at once in every state, off-line included (ESC/POS).
  ['dle-eot-1', { baudRates: [115_200, 9600, 19_200, 38_400], question: printerStatusQuestion }],
  ['sam-status', { baudRates: samBaudRates, question: samStatusQuestion }],
];

function printerStatusQuestion(): Question {
  const reader = new StatusReader('asb');
  let answered = false;
  return {
    request: Uint8Array.of(0x10, 0x04, 0x01),
    answered(bytes) {
      reader.read(bytes, ({ kind }) => {
        answered ||= kind === 'real-time';
      });
      return answered;
    },
    waitMs: 300,
  };
}

/**
 * Asks what is at `found` those of the questions that are in `wanted`; `null` where none is answered.
 * @throws DeviceError `disconnected` where the device cannot be opened: it is gone, or in use.
 */
export async function probe(
  found: Found,
  wanted: ReadonlySet<ProbeName>,
  open: (place: TransportConfig) => OpenTransport,
  clock: Clock,
): Promise<Answer | null> {
  const never = new AbortController().signal;
  for (const [name, { baudRates, question }] of probes) {
    if (!wanted.has(name)) continue;
    for (const baudRate of baudRates) {
      const line = await open(placeOf(found, baudRate))(never);
      const answers = await askOnce(line, question(), clock, never);
      await line.close();
      if (answers) return { probe: name, baudRate: found.bus === 'serial' ? baudRate : null };
      // Nothing else has a rate to be tried.
      if (found.bus !== 'serial') break;
    }
  }
  return null;
}
