import { DeviceError } from '../../drivers/contract/device-error.ts';
import type { ConditionCode } from '../../drivers/contract/status.ts';
import type { Effect } from '../../drivers/contract/device-error.ts';
import type { IdCardRecord } from '../../drivers/contract/id-card.ts';
import type { CarryPorts } from '../carry-ports.ts';
import type { Catalogue } from '../catalogue.ts';
import { createKiosk } from '../create-kiosk.ts';
import type { Kiosk, Transition } from '../create-kiosk.ts';
import type { NoticeCode } from '../events.ts';
import type {
  Delays,
  DeviceReadiness,
  DeviceRole,
  IssuedTicket,
  ItemInfo,
  Ports,
  SessionItem,
} from '../ports.ts';
import type { ServicePorts } from '../service/service.ts';
import { catalogueOf, fields } from './sample-service.ts';

/** For tests: every port waits until the test answers it, and time passes only where the test says so. */

/** All different, so that a test can name a timer by its length. */
export const delays: Delays = {
  idleMs: 60_000,
  warningMs: 20_000,
  extensions: 10,
  ceilingMs: 1_200_000,
  thanksMs: 8_000,
  takeMs: 15_000,
};

const text = (zh: string, en: string) => ({ 'zh-CN': zh, en });

export const item: ItemInfo = {
  flow: 'queue-ticket',
  id: 'queue-ticket',
  name: text('取号', 'Queue ticket'),
  summary: text('取号', 'Take a number'),
  identity: 'optional',
  businesses: [
    {
      id: 'ordinary',
      prefix: 'A',
      name: text('一般业务', 'Ordinary'),
      summary: text('一般', 'Ordinary'),
      promiseMinutes: 10,
      needsCard: false,
    },
    {
      id: 'complex',
      prefix: 'B',
      name: text('复杂业务', 'Complex'),
      summary: text('复杂', 'Complex'),
      promiseMinutes: 30,
      needsCard: true,
    },
  ],
};

/** The sample of GB 11643; the other fields are canaries that must not be kept. */
export const card: IdCardRecord = {
  kind: 'citizen',
  name: '样例甲',
  englishName: null,
  sex: { code: '2', name: 'female' },
  nation: { code: '01', name: '汉' },
  nationality: null,
  birthDate: '1949-12-31',
  address: '样例路一号',
  number: '11010519491231002X',
  authority: '样例机关',
  validFrom: '2020-01-01',
  validTo: '2040-01-01',
  passNumber: null,
  issueCount: null,
  newestAddress: null,
  photo: { format: 'wlt', bytes: new Uint8Array(1024).fill(0xa5) },
};
export const canaries = [card.name, card.number, '样例路一号', '样例机关', '1949-12-31', '165'];

export const ticket: IssuedTicket = {
  opId: '000000000000000a-1',
  number: 'A012',
  businessId: 'ordinary',
  peopleAhead: 3,
  promiseMinutes: 10,
  takenAt: '09:30',
};

export const ready: DeviceReadiness = { required: false, state: 'ready', problem: null, since: '2026-01-01' };
export function down(problem: DeviceReadiness['problem'], required = false): DeviceReadiness {
  return { required, state: 'unavailable', problem, since: '2026-01-02T00:00:00Z' };
}

export function deviceFailure(condition: ConditionCode, effect: Effect = 'none'): DeviceError {
  return new DeviceError('condition', 'scripted', { condition, effect, retry: 'afterFix' });
}

type AllPorts = Ports & ServicePorts & CarryPorts;
type PortName = {
  [K in keyof AllPorts]: ReturnType<AllPorts[K]> extends Promise<unknown> ? K : never;
}[keyof AllPorts];
type Answer<K extends PortName> = Awaited<ReturnType<AllPorts[K]>>;

interface Call {
  port: PortName;
  input: unknown;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** Lets everything that is already settled run to its end. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 30; i += 1) await Promise.resolve();
}

export class Rig {
  /** Calls that wait for their answer, oldest first. Aborted ones are gone. */
  readonly pending: Call[] = [];
  /** Every call ever made, timers left out. */
  readonly log: { port: PortName; input: unknown }[] = [];
  readonly transitions: Transition[] = [];
  readonly notices: NoticeCode[] = [];
  changes = 0;
  now = 0;
  sessions = 0;
  readonly items: readonly SessionItem[];
  kiosk: Kiosk;

  readonly catalogue: Catalogue;

  constructor(options: { items?: readonly SessionItem[]; catalogue?: Catalogue; snapshot?: unknown } = {}) {
    this.items = options.items ?? [item];
    this.catalogue = options.catalogue ?? catalogueOf(this.items);
    this.kiosk = this.start(options.snapshot);
  }

  private start(snapshot: unknown): Kiosk {
    const kiosk = createKiosk({
      ports: this.ports(),
      services: this.services(),
      carry: this.carry(),
      catalogue: this.catalogue,
      delays,
      today: () => '2026-01-02',
      snapshot,
    });
    kiosk.onTransition((transition) => this.transitions.push(transition));
    kiosk.onNotice((code) => this.notices.push(code));
    kiosk.onChange(() => (this.changes += 1));
    return kiosk;
  }

  /** kill -9 and a new host: what was persisted went through JSON, nothing else is left. */
  async restart(): Promise<void> {
    const snapshot: unknown = JSON.parse(JSON.stringify(this.kiosk.persisted()));
    this.kiosk.stop();
    await settle();
    this.pending.length = 0;
    this.now = 0;
    this.kiosk = this.start(snapshot);
    await settle();
  }

  /** Both devices ready, attract screen. */
  static async open(options: { items?: readonly SessionItem[] } = {}): Promise<Rig> {
    const rig = new Rig(options);
    await rig.device('id-card', ready);
    await rig.device('ticket-printer', ready);
    return rig;
  }

  async device(role: DeviceRole, readiness: DeviceReadiness): Promise<void> {
    this.kiosk.deviceChanged(role, readiness);
    await settle();
  }

  async send(event: Parameters<Kiosk['send']>[0]): Promise<'accepted' | string> {
    const answer = this.kiosk.send(event);
    await settle();
    return answer.accepted ? 'accepted' : answer.reason;
  }

  async answer<K extends PortName>(port: K, value: Answer<K>): Promise<void> {
    this.take(port).resolve(value as never);
    await settle();
  }

  async fail(port: PortName, error: unknown): Promise<void> {
    this.take(port).reject(error);
    await settle();
  }

  /** Lets the timer of this length run out. */
  async elapse(ms: number): Promise<void> {
    this.now += ms;
    this.take('wait', ms).resolve(undefined as never);
    await settle();
  }

  isWaiting(ms: number): boolean {
    return this.pending.some((call) => call.port === 'wait' && call.input === ms);
  }

  calls(port: PortName): unknown[] {
    return this.log.filter((call) => call.port === port).map((call) => call.input);
  }

  get screen() {
    return this.kiosk.screen().screen;
  }
  get name() {
    return this.screen.name;
  }

  private take(port: PortName, input?: unknown): Call {
    const index = this.pending.findIndex(
      (call) => call.port === port && (input === undefined || call.input === input),
    );
    const [call] = index < 0 ? [] : this.pending.splice(index, 1);
    if (call === undefined) {
      const names = this.pending.map((one) => `${one.port}(${JSON.stringify(one.input)})`).join(', ');
      throw new Error(`${port}(${String(input)}) is not under way on ${this.name}; pending: ${names}`);
    }
    return call;
  }

  private call<T>(port: PortName, input: unknown, signal: AbortSignal): Promise<T> {
    if (port !== 'wait') this.log.push({ port, input });
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const call: Call = { port, input, resolve, reject };
    this.pending.push(call);
    signal.addEventListener('abort', () => {
      const index = this.pending.indexOf(call);
      if (index >= 0) this.pending.splice(index, 1);
      reject(new DeviceError('canceled', 'aborted', { effect: 'none', retry: 'safe' }));
    });
    return promise;
  }

  private services(): ServicePorts {
    return {
      fields,
      gather: (input, signal) => this.call('gather', input, signal),
      choices: (input, signal) => this.call('choices', input, signal),
      checkField: (input, signal) => this.call('checkField', input, signal),
      check: (input, signal) => this.call('check', input, signal),
      sign: (input, signal) => this.call('sign', input, signal),
      request: (input, signal) => this.call('request', input, signal),
      print: (input, signal) => this.call('print', input, signal),
      dispute: (input, signal) => this.call('dispute', input, signal),
      rate: (input, signal) => this.call('rate', input, signal),
    };
  }

  private carry(): CarryPorts {
    return {
      offer: (input, signal) => this.call('offer', input, signal),
      redeem: (input, signal) => this.call('redeem', input, signal),
      isSame: (input, signal) => this.call('isSame', input, signal),
    };
  }

  private ports(): Ports {
    return {
      waitForCard: (signal) => this.call('waitForCard', null, signal),
      waitForCode: (signal) => this.call('waitForCode', null, signal),
      waitForCarried: (signal) => this.call('waitForCarried', null, signal),
      resolveCode: (input, signal) => this.call('resolveCode', input, signal),
      readCard: (signal) => this.call('readCard', null, signal),
      waitForRemoval: (signal) => this.call('waitForRemoval', null, signal),
      queueLengths: (signal) => this.call('queueLengths', null, signal),
      takeNumber: (input, signal) => this.call('takeNumber', input, signal),
      printTicket: (input, signal) => this.call('printTicket', input, signal),
      voidNumber: (input, signal) => this.call('voidNumber', input, signal),
      waitForTaken: (signal) => this.call('waitForTaken', null, signal),
      retractTicket: (signal) => this.call('retractTicket', null, signal),
      wait: (ms, signal) => this.call('wait', ms, signal),
      endSession: (input, signal) => this.call('endSession', input, signal),
      newSessionId: () => {
        this.sessions += 1;
        return (this.sessions + 9).toString(16).padStart(16, '0');
      },
      monotonic: () => this.now,
    };
  }
}

/** Ways to each place of the job; each one starts at the attract screen. */
export const walk = {
  identify: async (rig: Rig) => {
    await rig.send({ type: 'START', itemId: item.id });
  },
  reading: async (rig: Rig) => {
    await walk.identify(rig);
    await rig.answer('waitForCard', undefined);
  },
  problem: async (rig: Rig) => {
    await walk.reading(rig);
    await rig.fail('readCard', deviceFailure('card.torn'));
  },
  loading: async (rig: Rig) => {
    await walk.reading(rig);
    await rig.answer('readCard', card);
  },
  choose: async (rig: Rig) => {
    await walk.loading(rig);
    await rig.answer('queueLengths', { ordinary: 3, complex: 1 });
  },
  chooseWithoutCard: async (rig: Rig) => {
    await walk.identify(rig);
    await rig.send({ type: 'SKIP_IDENTITY' });
    await rig.answer('queueLengths', { ordinary: 3, complex: 1 });
  },
  confirm: async (rig: Rig) => {
    await walk.choose(rig);
    await rig.send({ type: 'CHOOSE', businessId: 'ordinary' });
  },
  backToChoose: async (rig: Rig) => {
    await walk.confirm(rig);
    await rig.send({ type: 'BACK' });
  },
  taking: async (rig: Rig) => {
    await walk.confirm(rig);
    await rig.send({ type: 'PRINT' });
  },
  printing: async (rig: Rig) => {
    await walk.taking(rig);
    await rig.answer('takeNumber', ticket);
  },
  printProblem: async (rig: Rig) => {
    await walk.printing(rig);
    await rig.fail('printTicket', deviceFailure('paper.out'));
  },
  voiding: async (rig: Rig) => {
    await walk.printProblem(rig);
    await rig.send({ type: 'CANCEL' });
  },
  takeCard: async (rig: Rig) => {
    await walk.printing(rig);
    await rig.answer('printTicket', 'printed');
  },
  cardLeft: async (rig: Rig) => {
    await walk.takeCard(rig);
    await rig.elapse(delays.idleMs);
  },
  cardHint: async (rig: Rig) => {
    await walk.takeCard(rig);
    await rig.answer('waitForRemoval', 'cannot-tell');
  },
  takeTicket: async (rig: Rig) => {
    await walk.takeCard(rig);
    await rig.answer('waitForRemoval', 'removed');
  },
  ticketHint: async (rig: Rig) => {
    await walk.takeTicket(rig);
    await rig.answer('waitForTaken', 'cannot-tell');
  },
  thanks: async (rig: Rig) => {
    await walk.takeTicket(rig);
    await rig.answer('waitForTaken', 'taken');
  },
  retracting: async (rig: Rig) => {
    await walk.thanks(rig);
    await rig.elapse(delays.thanksMs);
  },
  wiping: async (rig: Rig) => {
    await walk.retracting(rig);
    await rig.answer('retractTicket', undefined);
  },
} satisfies Record<string, (rig: Rig) => Promise<void>>;
