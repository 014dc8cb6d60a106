import { refusalsOf, type Port } from '../core/port.ts';
import type { PlatformResult } from '../core/result.ts';
import type { Platform } from '../open.ts';
import { ports } from '../ports/index.ts';

type Call = (...asked: unknown[]) => Promise<PlatformResult<unknown>>;

/** Notes what a side has answered, so that a refusal that no expectation meets is noticed. */
export class Recorder {
  readonly #seen = new Set<string>();
  /** By operation the first question that was answered. */
  readonly answered = new Map<string, { port: string; name: string; request: object }>();

  watch(platform: Platform): Platform {
    const watched = Object.entries(platform).map(([port, client]) => [
      port,
      Object.fromEntries(
        Object.entries(client as unknown as Record<string, Call>).map(([name, call]) => [
          name,
          async (...asked: unknown[]) => {
            const result = await call(...asked);
            const known = this.answered.has(`${port}.${name}`);
            if (result.ok && !known)
              this.answered.set(`${port}.${name}`, { port, name, request: asked[0] as object });
            this.#seen.add(
              `${port}.${name} ${result.ok ? 'answered' : (result.error.refusal ?? result.error.code)}`,
            );
            return result;
          },
        ]),
      ),
    ]);
    return Object.fromEntries(watched) as Platform;
  }

  /** Of all that the tables promise, what was not met. */
  missed(): string[] {
    return Object.values<Port>(ports)
      .flatMap((port) =>
        Object.entries(port.operations).flatMap(([name, operation]) =>
          ['answered', ...refusalsOf(operation)].map((outcome) => `${port.id}.${name} ${outcome}`),
        ),
      )
      .filter((outcome) => !this.#seen.has(outcome));
  }
}
