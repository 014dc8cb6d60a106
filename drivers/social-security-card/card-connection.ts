import type { Clock } from '../contract/clock.ts';
import { DeviceError } from '../contract/device-error.ts';
import type { ConditionCode } from '../contract/status.ts';
import { stateBits, type BodyOf } from '../pcsc/messages.ts';
import type { Session } from '../pcsc/pcsc-line.ts';
import { returnCodeName, returnCodes } from '../pcsc/return-codes.ts';
import { abortReason, pause } from '../runtime/deadline.ts';
import type { Transmit } from './apdu.ts';
import type { CardProfile } from './profile.ts';

export interface CardConnectionOptions {
  session: Session;
  /** Full name of the reader. */
  reader: string;
  clock: Clock;
  timeouts: CardProfile['timeouts'];
  /** Ends the sequence between two APDUs; one that is under way is waited for. */
  signal: AbortSignal;
}

const shareMode = { shared: 2 } as const;
/** T=0 or T=1, whichever the card speaks. */
const anyProtocol = 3;
const disposition = { leave: 0, unpower: 2 } as const;

const statusBytes = 2;

/** Between two looks at something that another program or the reader has to do first. */
const lookAgainMs = 50;

/**
 * Connects to the card and keeps other programs off it until the sequence is over. A card that answered
 * is without power afterwards, so that it may be pulled (ISO 7816-3: contacts are deactivated before a card leaves them).
 */
export async function connectCard(options: CardConnectionOptions): Promise<Transmit> {
  const { session, signal } = options;
  const held: Held = { card: null, disposition: disposition.leave };
  session.afterwards(() => letGo(session, held));
  const { card, activeProtocol } = await begin(options, held);
  session.afterwards(() => session.ask('endTransaction', { card, disposition: disposition.leave }));
  return async (apdu) => {
    if (signal.aborted) throw abortReason(signal);
    // pcscd that fails to cut the power of a card that is gone takes the next card for the same one.
    held.disposition = disposition.leave;
    const { rv, data } = await session.transmit(card, activeProtocol, apdu);
    if (rv === returnCodes.success && data.length >= statusBytes) {
      held.disposition = disposition.unpower;
      return data;
    }
    // A reader may report success and hand over nothing when its card has gone.
    throw await brokenOff(options, rv === returnCodes.success ? returnCodes.communicationError : rv);
  };
}

/** What pcscd has given us and wants back. */
interface Held {
  card: number | null;
  disposition: number;
}

async function letGo(session: Session, held: Held): Promise<void> {
  const { card, disposition } = held;
  if (card === null) return;
  held.card = null;
  await session.ask('disconnect', { card, disposition });
}

/** The card and the right to it. Other programs may hold it for a while, or leave it reset. */
async function begin(options: CardConnectionOptions, held: Held): Promise<BodyOf<'connect'>> {
  const { session, reader, clock, timeouts, signal } = options;
  const since = clock.monotonic();
  for (;;) {
    const connected = await session.ask('connect', {
      context: session.context,
      reader,
      shareMode: shareMode.shared,
      preferredProtocols: anyProtocol,
    });
    let { rv } = connected;
    if (rv === returnCodes.success) {
      held.card = connected.card;
      rv = (await session.ask('beginTransaction', { card: connected.card })).rv;
      if (rv === returnCodes.success) return connected;
      await letGo(session, held);
    }
    const passing = rv === returnCodes.sharingViolation || rv === returnCodes.resetCard;
    if (!passing || clock.monotonic() - since >= timeouts.sharedMs) throw failure('connect', rv, 'card.none');
    await pause(clock, lookAgainMs, signal);
  }
}

/** Some readers say only that the card fell silent; a moment later it shows whether it is still there. */
async function brokenOff(options: CardConnectionOptions, rv: number): Promise<DeviceError> {
  const { clock, timeouts, signal } = options;
  if (conditions.has(rv)) return failure('transmit', rv, 'card.torn');
  const since = clock.monotonic();
  for (;;) {
    if (!(await hasCard(options))) return failure('transmit', returnCodes.removedCard, 'card.torn');
    if (clock.monotonic() - since >= timeouts.noticeMs) return failure('transmit', rv, 'card.torn');
    await pause(clock, lookAgainMs, signal);
  }
}

async function hasCard({ session, reader }: CardConnectionOptions): Promise<boolean> {
  const found = (await session.readers()).find(({ name }) => name === reader);
  return found !== undefined && (found.state & stateBits.present) !== 0;
}

/** `gone`: no card there, which means another thing before the sequence has begun than within it. */
const conditions = new Map<number, ConditionCode | 'gone'>([
  [returnCodes.noSmartcard, 'gone'],
  [returnCodes.removedCard, 'gone'],
  [returnCodes.unresponsiveCard, 'card.mute'],
  [returnCodes.unpoweredCard, 'card.mute'],
  [returnCodes.unsupportedCard, 'card.unknownType'],
  [returnCodes.protocolMismatch, 'card.unknownType'],
  [returnCodes.unknownReader, 'reader.gone'],
  [returnCodes.readerUnavailable, 'reader.gone'],
  [returnCodes.resetCard, 'read.failed'],
  [returnCodes.sharingViolation, 'read.failed'],
]);

function failure(step: string, rv: number, gone: 'card.none' | 'card.torn'): DeviceError {
  // What is left says that the card does not answer any more.
  const found = conditions.get(rv) ?? 'card.mute';
  const condition = found === 'gone' ? gone : found;
  return new DeviceError('condition', `${step}: ${returnCodeName(rv)}`, {
    condition,
    effect: 'none',
    retry: condition === 'card.unknownType' ? 'never' : condition === 'reader.gone' ? 'afterFix' : 'safe',
  });
}
