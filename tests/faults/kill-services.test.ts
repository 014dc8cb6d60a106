import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectSessionsEnded } from '../support/citizen.ts';
import { type DoomedKiosk, startDoomedKiosk } from '../support/doomed-kiosk.ts';
import { type Death, serviceDeaths } from '../support/service-deaths.ts';
import { type Point, pointOf, visit, type Visit } from '../support/service-citizen.ts';

/**
 * The host dies in each state of a service item, several times in one visit: whoever stands there goes on where they
 * were, the city does each thing once, and no page is printed twice.
 */

/** The shortest that the configuration allows. */
const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };
const documentPrinter = 'document-printer';

/** The first that a session is in. */
const firstStates = new Set(['session: active.region', 'session: active.carried', 'carried: redeeming']);

/** Dies there, and comes back. */
async function die(
  kiosk: DoomedKiosk,
  point: Point,
  plan: Visit,
  death: Death,
  moment: 'entering' | 'kept',
): Promise<void> {
  const { screen, bench, city } = kiosk;
  if (death.city) await city().setFaults(death.city);
  if (death.printer !== undefined) await bench.apply(documentPrinter, death.printer);
  kiosk.dieAt({ state: death.state, moment });
  let isBack = false;
  const lost = screen.lost(60_000).then(() => (isBack = true));
  // What was sent while the line broke has no answer.
  await Promise.race([lost, visit(point, plan, () => isBack)]);
  await lost;
  if (death.city) await city().setFaults([]);
  if (death.printer !== undefined) await bench.apply(documentPrinter, 'normal');
  await screen.until(({ screen: { name } }) => name !== 'starting' && name !== 'out-of-service', 20_000);
}

describe.concurrent.each(['entering', 'kept'] as const)('the host dies (%s)', (moment) => {
  it.each(
    serviceDeaths.map(
      ({ plan, deaths }) => [deaths.map(({ state }) => state).join(', '), plan, deaths] as const,
    ),
  )(
    'in %s',
    async (_, plan, deaths) => {
      const kiosk = await startDoomedKiosk({ timeouts });
      try {
        await kiosk.screen.untilScreen('attract');
        const point = pointOf(kiosk);
        for (const death of deaths) await die(kiosk, point, plan, death, moment);
        await visit(point, plan, ({ screen }) => screen.name === 'attract' && typeof point.code !== 'string');

        // What died with its very first state had not begun for anybody.
        const unborn =
          moment === 'entering' ? deaths.filter(({ state }) => firstStates.has(state)).length : 0;
        expect(kiosk.logged('session.resumed')).toHaveLength(deaths.length - unborn);
        expect(kiosk.logged('session.started')).toHaveLength((plan.pause === 'elsewhere' ? 2 : 1) + unborn);
        expectSessionsEnded(kiosk);
        expect(
          kiosk.logged('service.document').filter(({ fields }) => fields['outcome'] === 'printed').length,
        ).toBeLessThanOrEqual(1);
        for (const event of ['host.fault', 'log.field-refused', 'store.damaged'] as const)
          expect(kiosk.logged(event)).toEqual([]);
        expect(existsSync(join(kiosk.dataDir, 'session.sealed'))).toBe(false);
      } finally {
        await kiosk.stop();
      }
    },
    120_000,
  );
});
