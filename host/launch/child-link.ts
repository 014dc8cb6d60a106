/** The children of the launchers; the Electron shell knows no other folder than this one. */
export type { ChildExit, ChildLink } from '../../drivers/runtime/child-link.ts';
