import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../drivers/contract/clock.ts';
import { type Candidate, choose } from '../../drivers/discovery/candidates.ts';
import { discover as look } from '../../drivers/discovery/discover.ts';
import { type Fingerprint, fingerprintSchema } from '../../drivers/discovery/fingerprint.ts';
import { type Found, placeOf } from '../../drivers/discovery/found.ts';
import { systemBuses } from '../../drivers/discovery/system-buses.ts';
import { transportFor } from '../../drivers/transport/open.ts';
import { type Config, hasLine } from '../config/schema.ts';

const folder = join(import.meta.dirname, '..', '..', 'assets', 'fingerprints');

/**
 * `tongban device discover`: what is plugged in that a fingerprint knows, with the connection to put into the
 * configuration. Asks only what changes nothing in a device.
 */
export async function discover(config: Config, { json }: { json: boolean }): Promise<number> {
  const { candidates, problems } = await look({
    buses: { ...systemBuses, tcp: async () => hosts(config) },
    fingerprints: fingerprints(),
    open: transportFor,
    clock: systemClock,
  });
  const roles = [...new Set(candidates.map(({ fingerprint }) => fingerprint.role))];
  const undecided = roles.flatMap((role) => {
    const choice = choose(candidates.filter(({ fingerprint }) => fingerprint.role === role));
    if (choice.kind !== 'ambiguous') return [];
    const equals = choice.candidates.map(({ fingerprint, found }) => `${found.path} as ${fingerprint.name}`);
    return [{ role, equals }];
  });
  const rows = candidates.map(row);
  if (json) console.log(JSON.stringify({ candidates: rows, undecided, problems }));
  else if (rows.length === 0) console.log('nothing found that a fingerprint knows');
  else
    console.table(
      rows.map(({ transport, reasons, ...rest }) => ({
        ...rest,
        transport: JSON.stringify(transport),
        reasons: reasons.join('; '),
      })),
    );
  for (const { role, equals } of undecided)
    console.error(
      `tongban device: ${role}: equally good, name one in the configuration: ${equals.join(', ')}`,
    );
  for (const { at, why } of problems) console.error(`tongban device: ${at}: ${why}`);
  return 0;
}

function fingerprints(): Fingerprint[] {
  return readdirSync(folder).map((file) =>
    fingerprintSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
}

function hosts({ devices }: Config): Found[] {
  return devices
    .filter(hasLine)
    .flatMap(({ role, transport }): Found[] =>
      transport.kind === 'tcp'
        ? [{ bus: 'tcp', path: `${transport.host}:${transport.port}`, configuredAs: role }]
        : [],
    );
}

function row({ fingerprint: { role, driver, profile }, found, score, reasons, answer }: Candidate) {
  return { role, at: found.path, score, driver, profile, transport: transportOf(found, answer), reasons };
}

/** What to write into the configuration. */
function transportOf(found: Found, answer: Candidate['answer']): Record<string, unknown> {
  const { bus, vendorId, productId, serialNumber } = found;
  // A port without an answer at some rate is only recognised by its ids; the rate is then the usual one.
  const baudRate = answer?.baudRate ?? 115_200;
  if (vendorId === undefined) return { ...placeOf(found, baudRate) };
  return { kind: 'match', bus, vendorId, productId, serialNumber, ...(bus === 'serial' && { baudRate }) };
}
