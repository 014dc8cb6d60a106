import type { Layer } from '../config/layers.ts';
import type { Config } from '../config/schema.ts';

/** One place of a configuration file that was refused. */
export interface RefusedSetting {
  layer: Layer;
  /** `devices[0].transport.port`; `$` for the file as a whole. */
  path: string;
}

/**
 * What passes between a shell (Electron main, or the launcher for plain Chromium) and its host process.
 * The shell outlives the host: it keeps the port, the token and the session key, so that a host that
 * crashed comes back as the same host to the screen and can open the session it had sealed.
 */
export interface BootMessage {
  type: 'boot';
  config: Config;
  /** Not empty: these places of the configuration files were refused, and `config` is the last good one. */
  refusedConfig: readonly RefusedSetting[];
  /** Directory that holds the database, the sealed session and the last good configuration. */
  dataDir: string;
  /** Built renderer files to serve. */
  rendererDir: string;
  /**
   * Loopback port; 0 for any free one, and after the first start the port that `ready` had named. A launcher that holds
   * it hands it over together with this message.
   */
  port: number;
  /** Random per boot of the shell, base64url. */
  token: string;
  /** AES-256 key, base64. Exists only here and in the shell's and host's memory. */
  sessionKey: string;
  /** How often the shell has restarted the host since the shell started. */
  restarts: number;
  /** It had ended again and again, and this is one of the rare attempts. */
  crashLoop: boolean;
}

/** `key`: answer to `rotate-key`; what was sealed with the previous key can never be opened again. */
export type ShellToHost = BootMessage | { type: 'key'; sessionKey: string } | { type: 'stop' };

export type HostToShell =
  | { type: 'ready'; port: number }
  /** Whether the page has been asked to look through the camera: only then may it have it. */
  | { type: 'camera'; wanted: boolean }
  /** A session ended. The shell forgets the old key and answers with a new one. */
  | { type: 'rotate-key' }
  /** At least once a second; the shell ends a host that stays silent. */
  | { type: 'alive' }
  /** Known cause that a restart cannot cure (for example the port is taken, the data directory is not writable). */
  | { type: 'fatal'; reason: string };
