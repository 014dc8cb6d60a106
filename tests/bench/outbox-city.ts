/** The simulated city in a process of its own, so that its work is not the kiosk's. Tells its port, ends with its parent. */
import { systemClock } from '../../drivers/contract/clock.ts';
import { PlatformSimulator } from '../../platform/simulator/simulator.ts';

process.once('disconnect', () => process.exit(0));
const { port } = await new PlatformSimulator({ clock: systemClock }).listen(0);
process.send?.(port);
