/** The clock of the launchers; the Electron shell knows no other folder than this one. */
export { type Clock, systemClock, type Timer } from '../../drivers/contract/clock.ts';
