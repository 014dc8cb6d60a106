import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { CameraReport } from '../../../contract/rpc.ts';
import { PageCamera } from '../../../drivers/camera/driver.ts';
import type { ReadCameras } from '../../../drivers/camera/presence.ts';
import { type CameraProfile, cameraProfileSchema } from '../../../drivers/camera/profile.ts';
import type { CameraScreen, FrameReport } from '../../../drivers/contract/camera.ts';
import type { WireLine } from '../../../drivers/simulation/simulator.ts';
import type { OpenTransport, Transport } from '../../../drivers/transport/transport.ts';
import { ScreenCamera } from '../../../host/rpc/screen-camera.ts';
import type { Screen } from '../../../host/rpc/server.ts';
import { midway, wrongReplies } from '../faults.ts';
import { type Fault, type Rig, type RigMaker, presetFault, simulated } from '../rig.ts';
import { until } from '../stand.ts';

/** It looks again soon, so that a test need not wait for it. */
const profile: CameraProfile = cameraProfileSchema.parse({
  name: 'rig',
  samples: 2,
  everyMs: 100,
  withinMs: 300,
  darkBelow: 20,
  frozenSamples: 2,
  presenceMs: 30,
  retryMs: 200,
  lookEveryMs: 600_000,
  facts: {},
});

const well: FrameReport = { verdict: 'ok', meanLuma: 50, fps: 30 };

/** The far end: a page with a camera, which answers each question with what there is to be seen. */
class Page {
  picture = well;

  attach(line: WireLine): void {
    eachMessage(line, (asked) => {
      const { watch } = asked as { watch: number };
      setTimeout(() => line.write(message({ watch, ...this.picture })), 5);
    });
  }
}

/**
 * The near end: the host's own ScreenCamera, and the cable. The system sees the camera while the line is there; its
 * page is connected for as long.
 */
class Cable implements CameraScreen {
  readonly #screens = new ScreenCamera(() => {});
  readonly #open: OpenTransport;
  readonly #letGo = new AbortController();
  #transport: Transport | null = null;
  #screen: Screen | null = null;
  #pulled = false;

  constructor(open: OpenTransport) {
    this.#open = open;
  }

  readonly readCameras: ReadCameras = async () => {
    // What was pulled is seen to be gone, however soon it is back.
    const pulled = this.#pulled;
    this.#pulled = false;
    if (pulled || this.#letGo.signal.aborted) return [];
    try {
      if (!this.#transport) await this.#connect();
    } catch {
      return [];
    }
    return ['HD Camera'];
  };

  watch: CameraScreen['watch'] = (task, signal) => this.#screens.watch(task, signal);

  /** The driver stops listening when it closes; then nobody needs the page any more. */
  onConnected(listener: () => void): () => void {
    const forget = this.#screens.onConnected(listener);
    return () => {
      forget();
      this.#letGo.abort();
      void this.#transport?.close();
    };
  }

  /** The page is loaded anew; the camera stays where it is. */
  page(there: boolean): void {
    if (this.#screen) this.#screens.lost(this.#screen);
    this.#screen = null;
    if (there && this.#transport) this.#pageOn(this.#transport);
  }

  async #connect(): Promise<void> {
    const transport = await this.#open(this.#letGo.signal);
    this.#transport = transport;
    void transport.closed.then(() => {
      this.page(false);
      this.#transport = null;
      this.#pulled = true;
    });
    eachMessage(transport, (report) => {
      if (this.#screen) this.#screens.reported(report as CameraReport, this.#screen);
    });
    this.#pageOn(transport);
  }

  #pageOn(transport: Transport): void {
    this.#screen = { send: (asked) => void transport.write(message(asked)).catch(() => {}) };
    this.#screens.connected(this.#screen);
  }
}

/** In front as well: what a broken line has left is nobody's. */
function message(content: object): Uint8Array {
  return Buffer.from(`\n${JSON.stringify(content)}\n`);
}

function eachMessage(line: Pick<WireLine, 'onData'>, heard: (message: unknown) => void): void {
  const bytes = new PassThrough();
  line.onData((piece) => bytes.write(piece));
  createInterface({ input: bytes }).on('line', (text) => {
    if (text.endsWith('}')) heard(JSON.parse(text));
  });
}

async function make(): Promise<Rig> {
  const page = new Page();
  const end = await simulated(page);
  let cable: Cable | null = null;
  return {
    ...end,
    apply(preset) {
      cable?.page(preset !== 'no-page');
      const bad = badPictures.find(({ verdict }) => verdict === preset);
      page.picture = bad ? { ...well, verdict: bad.verdict } : well;
    },
    seen: () => page.picture,
    connect({ open, clock }) {
      cable = new Cable(open);
      const { readCameras } = cable;
      const device = new PageCamera({ id: 'camera', clock, profile, name: null, readCameras });
      device.lookThrough(cable);
      return {
        device,
        operations: [
          {
            name: 'watch',
            capability: 'watch',
            /** Another light each time: a late answer must never be taken for this one's. */
            prepare() {
              page.picture = { ...page.picture, meanLuma: (page.picture.meanLuma ?? 0) + 1 };
            },
            async run(command) {
              const expected = page.picture;
              assert.deepEqual(await device.watch(command), expected, 'what was seen before');
            },
          },
        ],
      };
    },
  };
}

/** An answer like any other: the command works, and the camera does not look ready. */
const badPictures = [
  { row: 'picture frozen', verdict: 'frozen' },
  { row: 'no picture', verdict: 'no-frame' },
  { row: 'browser does not allow it', verdict: 'denied' },
  { row: 'held by another program', verdict: 'busy' },
  { row: 'gone for the browser', verdict: 'gone' },
] as const;

/** The page is gone at once, and the system is asked for the camera now and then: it is well only after that. */
function unplugged(name: string, arm: Fault['arm']): Fault {
  return {
    name,
    expect: 'either',
    async arm(stand) {
      const { struck, end } = await arm(stand);
      const lost = () => stand.told.some(({ link }) => link === 'lost');
      return {
        struck,
        async end() {
          await end();
          await until(2000, () => (lost() ? null : 'nobody notices that it is gone'));
        },
      };
    },
  };
}

const whole = 'what a page says comes as whole messages';

export const camera: RigMaker = {
  name: 'camera',
  make,
  faults: [
    wrongReplies(message({ watch: 4711, verdict: 'dark', meanLuma: 1, fps: 30 }), 'works'),
    ...badPictures.map(({ row, verdict }) => presetFault(row, verdict, { expect: 'works', standing: true })),
    unplugged('unplugged idle', ({ line }) => {
      const connected = line.openEnds > 0;
      line.cut();
      return { struck: () => connected, end: () => {} };
    }),
    unplugged(
      'unplugged mid-write',
      midway('toDevice', ({ line }) => line.cut()),
    ),
    unplugged(
      'unplugged mid-reply',
      midway('toHost', ({ line }) => line.cut()),
    ),
    presetFault('no page', 'no-page', { expect: 'fails' }),
  ],
  skips: {
    'slow chunks': whole,
    '1-byte chunks': whole,
    'merged frames': whole,
    garbage: whole,
    'bad checksum': whole,
    truncation: whole,
    'unsolicited status inside a reply': whole,
    'power cycle mid-job': 'its power comes over the cable: the same as unplugged',
    'disk full on the journal': 'nothing of a picture is journalled',
  },
};
