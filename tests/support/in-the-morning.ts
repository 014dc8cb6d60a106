import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const hourMs = 3_600_000;
/** Shanghai has no summer time (IANA tz, since 1991). */
const shanghaiMs = 8 * hourMs;
const dayMs = 24 * hourMs;

/** Ten o'clock of this day in Shanghai, whatever time it is: some items have hours. */
const offsetMs = 10 * hourMs - ((Date.now() + shanghaiMs) % dayMs);

const morningModule = pathToFileURL(join(import.meta.dirname, 'morning.ts')).href;

/** Environment of a kiosk's processes; the same for all that are started by one test file, so that no clock goes back. */
export const inTheMorning = {
  NODE_OPTIONS: `--import=${morningModule}`,
  TONGBAN_TEST_OFFSET_MS: String(offsetMs),
};
