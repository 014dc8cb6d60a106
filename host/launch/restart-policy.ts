/** When the launchers start something again; the Electron shell knows no other folder than this one. */
export { RestartPolicy } from '../../drivers/runtime/restart-policy.ts';
