import { expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { startKiosk } from '/work/main/tests/support/kiosk.ts';
import { pointOf, visit } from '/work/main/tests/support/service-citizen.ts';
it('walks', async () => {
  const kiosk = await startKiosk({});
  try {
    const plan = {
      card: process.env['CARD'] ?? 'citizen-moved',
      ...(process.env['VARIANT'] ? { variant: process.env['VARIANT'] } : {}),
      itemId: process.env['ITEM'] ?? 'payment-record',
      values: { insurances: ['pension'], span: 'year' },
    };
    await kiosk.screen.untilScreen('attract');
    await visit(pointOf(kiosk), plan, ({ screen }) => screen.name === 'result');
    console.log(JSON.stringify(kiosk.screen.view().screen));
    const pdf = await kiosk.bench.lastDocument('document-printer');
    writeFileSync('/tmp/last.pdf', pdf ?? new Uint8Array());
    await visit(pointOf(kiosk), plan, ({ screen }) => screen.name === 'attract');
    console.log(kiosk.screen.seen().join(' '));
  } finally {
    console.log(
      kiosk
        .stderr()
        .split('\n')
        .filter((l) => !l.includes('machine.transition'))
        .slice(0, 60)
        .join('\n'),
    );
    await kiosk.stop();
  }
}, 60000);
