import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import { candidateOf, type Answer, type Candidate } from './candidates.ts';
import { type Fingerprint, reasonOf, type ProbeName } from './fingerprint.ts';
import type { Buses, Found } from './found.ts';
import { probe } from './probes.ts';

export interface DiscoverOptions {
  buses: Buses;
  fingerprints: readonly Fingerprint[];
  open(place: TransportConfig): OpenTransport;
  clock: Clock;
}

export interface Discovery {
  /** Highest score first. */
  candidates: readonly Candidate[];
  /** What could not be looked at, and why. */
  problems: readonly { at: string; why: string }[];
}

/** Looks for every device that a fingerprint knows. Takes some seconds where serial ports have to be asked. */
export async function discover({ buses, fingerprints, open, clock }: DiscoverOptions): Promise<Discovery> {
  const problems: { at: string; why: string }[] = [];
  const listed = await Promise.all(
    Object.entries(buses).map(async ([bus, list]) => {
      try {
        return await list();
      } catch (error) {
        problems.push({ at: bus, why: (error as Error).message });
        return [];
      }
    }),
  );
  const answerOf = async (found: Found): Promise<Answer | null> => {
    try {
      return await probe(found, questionsFor(found, fingerprints), open, clock);
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error;
      // Systems list serial ports on the board that are not there.
      if (found.vendorId !== undefined || found.bus === 'tcp')
        problems.push({ at: found.path, why: error.message });
      return null;
    }
  };
  const candidates = await Promise.all(
    listed.flat().map(async (found) => {
      const answer = await answerOf(found);
      return fingerprints.flatMap((fingerprint) => candidateOf(found, fingerprint, answer) ?? []);
    }),
  );
  return { candidates: candidates.flat().toSorted((a, b) => b.score - a.score), problems };
}

/** What to ask: where nothing speaks for a device, it is left alone. */
function questionsFor(found: Found, fingerprints: readonly Fingerprint[]): Set<ProbeName> {
  const suspected = fingerprints.filter(
    (fingerprint) =>
      fingerprint.on.includes(found.bus) &&
      fingerprint.clues.some((clue) => reasonOf(clue, fingerprint, found, null) !== null),
  );
  return new Set(
    suspected.flatMap(({ clues }) => clues.flatMap((clue) => (clue.kind === 'answer' ? [clue.probe] : []))),
  );
}
