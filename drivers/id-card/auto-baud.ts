import type { Clock } from '../contract/clock.ts';
import { askOnce, type Question } from '../transport/ask-once.ts';
import { lineGone } from '../transport/line-gone.ts';
import type { OpenTransport, Transport } from '../transport/transport.ts';
import { samBaudRates } from './baud-rates.ts';
import { fits, samCommands } from './sam-commands.ts';
import { decodeReply, encodeRequest, minReplyLength, SamFrameParser } from './sam-frame.ts';

/** Far above what the answer needs, also at 9600 baud; all rates together stay below the patience of a connection. */
const answerMs = 500;
/** Requests in a row without a single byte until the reader counts as one that speaks another rate by now. */
const silentAfter = 4;

/**
 * Asks a reader for its status, which changes nothing. Software in the field takes SW3 90 for a sign that the rate
 * is right; a module that reports a fault has said as much.
 */
export function samStatusQuestion(): Question {
  const parser = new SamFrameParser(minReplyLength);
  return {
    request: encodeRequest(samCommands.status.code),
    answered: (bytes) =>
      parser
        .push(bytes)
        .some((event) => event.kind === 'frame' && fits(samCommands.status, decodeReply(event.body))),
    waitMs: answerMs,
  };
}

/**
 * Finds the baud rate of one reader, and keeps it to try it first the next time. What it returns opens a line at
 * the first rate at which the reader answers.
 */
export function rateFinder(clock: Clock): (openAt: (baudRate: number) => OpenTransport) => OpenTransport {
  let known: number | null = null;
  return (openAt) => async (signal) => {
    for (const baudRate of new Set([...(known === null ? [] : [known]), ...samBaudRates])) {
      const line = await openAt(baudRate)(signal);
      // Given up meanwhile: the next rate is then not opened any more.
      const answers = await askOnce(line, samStatusQuestion(), clock, signal).catch(() => false);
      if (answers) {
        known = baudRate;
        return untilSilent(line, baudRate);
      }
      await line.close();
    }
    throw lineGone('no reader answers at any baud rate', 'none');
  };
}

/** The line, which ends by itself when the reader has fallen silent: it may have been exchanged for another. */
function untilSilent(line: Transport, baudRate: number): Transport {
  let unanswered = 0;
  return {
    closed: line.closed.then((how) =>
      unanswered < silentAfter ? how : { reason: 'error', detail: `silent at ${baudRate} baud` },
    ),
    onData(listener) {
      line.onData((bytes) => {
        unanswered = 0;
        listener(bytes);
      });
    },
    async write(bytes, signal) {
      if (unanswered >= silentAfter) await line.close();
      else unanswered += 1;
      await line.write(bytes, signal);
    },
    close: () => line.close(),
  };
}
