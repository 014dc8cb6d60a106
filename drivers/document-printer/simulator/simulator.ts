import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../../contract/clock.ts';
import type { Simulator, WireLine } from '../../simulation/simulator.ts';
import { attribute, numberOf } from '../ipp/attributes.ts';
import { decodeMessage, encodeMessage, IppFormatError, type IppMessage } from '../ipp/message.ts';
import { groupTag, jobState, operation, status } from '../ipp/names.ts';
import { type Answer, isWellFormed, jobAnswer, jobRequestOf, printerAnswer, wantedJobs } from './answers.ts';
import { streamOf } from './http-line.ts';
import {
  conditionFor,
  documentPrinterPresets,
  type DocumentPrinterPresetName,
  isDocumentPrinterPreset,
  type PrinterCondition,
  well,
} from './presets.ts';
import { PrintEngine, type SimulatedJob } from './print-engine.ts';

export interface DocumentPrinterSimulatorOptions {
  clock: Clock;
  /** For one side of a sheet. Default 2000: 30 pages a minute. */
  sideMs?: number;
}

export interface DocumentPrinterState {
  preset: DocumentPrinterPresetName;
  condition: PrinterCondition;
  /** Open connections. */
  connections: number;
  /** Requests that were answered or refused, by whatever means. */
  requests: number;
  jobs: { id: number; name: string; state: number; impressions: number; sheets: number }[];
  sheets: number;
}

const slowdown = 10;
const badRequest = 0x0400;

/** An A4 printer that speaks IPP over HTTP at the other end of a network line. */
export class DocumentPrinterSimulator implements Simulator<DocumentPrinterState> {
  readonly deviceClass = 'document-printer';
  readonly onNetwork = true;
  readonly presets = documentPrinterPresets;
  readonly #sideMs: number;
  readonly #engine: PrintEngine;
  readonly #server = createServer((request, response) => this.#serve(request, response));
  readonly #lines = new Set<WireLine>();
  readonly #listeners = new Set<() => void>();
  #preset: DocumentPrinterPresetName = 'normal';
  #condition: PrinterCondition = well;
  #requests = 0;

  constructor({ clock, sideMs = 2000 }: DocumentPrinterSimulatorOptions) {
    this.#sideMs = sideMs;
    this.#engine = new PrintEngine(clock, sideMs, {
      onSideDue: (job) => {
        // The second side, or the only one.
        if (job.impressions + 1 === Math.min(2, job.pages * job.copies)) this.#strike(job);
      },
      onChange: () => this.#changed(),
    });
  }

  apply(name: string): void {
    if (!isDocumentPrinterPreset(name)) throw new RangeError(`no preset ${name}`);
    this.#preset = name;
    this.#engine.sideMs = name === 'slow' ? this.#sideMs * slowdown : this.#sideMs;
    if (name !== 'held') this.#engine.release();
    this.#become(conditionFor(name));
  }

  attach(line: WireLine): void {
    this.#lines.add(line);
    void line.closed.then(() => {
      this.#lines.delete(line);
      this.#changed();
    });
    this.#server.emit('connection', streamOf(line));
    this.#changed();
  }

  state(): DocumentPrinterState {
    return {
      preset: this.#preset,
      condition: this.#condition,
      connections: this.#lines.size,
      requests: this.#requests,
      jobs: this.#engine.jobs.map(({ id, name, state, impressions, sheets }) => ({
        id,
        name,
        state,
        impressions,
        sheets,
      })),
      sheets: this.#engine.sheets,
    };
  }

  /** The last jobs with their documents, oldest first. */
  jobs(): readonly SimulatedJob[] {
    return this.#engine.jobs;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (
        this.#preset === 'lost-request' &&
        size > Number(request.headers['content-length']) / 2 &&
        isPrint(parts)
      ) {
        this.#preset = 'normal';
        request.destroy();
      }
    });
    request.on('error', () => {});
    request.on('end', () => {
      if (request.destroyed) return;
      this.#requests += 1;
      this.#respond(Buffer.concat(parts), response);
      this.#changed();
    });
  }

  #respond(body: Buffer, response: ServerResponse): void {
    if (this.#preset === 'hang') return;
    if (this.#preset === 'hang-on-document' && isPrint([body])) return;
    if (this.#preset === 'http-503') {
      response.writeHead(503).end();
      return;
    }
    if (this.#preset === 'garbage') {
      response.end('<html><body>It works</body></html>');
      return;
    }
    const request = understood(body);
    if (!request) {
      response.writeHead(400).end();
      return;
    }
    const lost = this.#preset === 'lost-reply' && request.code === operation.printJob;
    const { code, groups } = isWellFormed(request) ? this.#answer(request) : { code: badRequest, groups: [] };
    if (lost) {
      this.#preset = 'normal';
      response.destroy();
      return;
    }
    const operationGroup = {
      tag: groupTag.operation,
      attributes: [
        attribute.charset('attributes-charset', 'utf-8'),
        attribute.naturalLanguage('attributes-natural-language', 'en'),
      ],
    };
    const requestId = this.#preset === 'wrong-request-id' ? request.requestId + 1 : request.requestId;
    const reply = encodeMessage({
      version: request.version,
      code,
      requestId,
      groups: [operationGroup, ...groups],
    });
    response.setHeader('content-type', 'application/ipp');
    if (this.#preset !== 'chunked-slowly') response.end(reply);
    else {
      for (const byte of reply) response.write(Uint8Array.of(byte));
      response.end();
    }
  }

  #answer(request: IppMessage): Answer {
    const { jobs } = this.#engine;
    const [about] = request.groups;
    const named = jobs.find(({ id }) => id === numberOf(about, 'job-id'));
    const counts = this.#preset !== 'no-impressions';
    switch (request.code) {
      case operation.getPrinterAttributes:
        return printerAnswer({
          condition: this.#condition,
          jobs,
          accepting: this.#preset !== 'not-accepting',
          a4Loaded: this.#preset !== 'media-other',
        });
      case operation.validateJob:
      case operation.printJob:
        return this.#take(request);
      case operation.getJobs:
        return jobAnswer(wantedJobs(request, jobs), counts);
      case operation.getJobAttributes:
        return named ? jobAnswer([named], counts) : plain(status.notFound);
      case operation.cancelJob:
        if (!named) return plain(status.notFound);
        return plain(
          this.#engine.end(named, jobState.canceled, ['job-canceled-by-user'])
            ? status.ok
            : status.notPossible,
        );
      default:
        return plain(status.operationNotSupported);
    }
  }

  #take(request: IppMessage): Answer {
    if (this.#preset === 'not-accepting') return plain(status.notAcceptingJobs);
    if (this.#preset === 'busy') return plain(status.busy);
    const wanted = jobRequestOf(request);
    if (typeof wanted === 'number') return plain(wanted);
    if (request.code === operation.validateJob) return plain(status.ok);
    const job = this.#engine.add(wanted, this.#preset === 'held');
    if (this.#preset === 'format-error')
      this.#engine.end(job, jobState.aborted, ['aborted-by-system', 'document-format-error']);
    return jobAnswer([job], this.#preset !== 'no-impressions');
  }

  /** The armed failure happens now. */
  #strike(job: SimulatedJob): void {
    switch (this.#preset) {
      case 'media-empty-mid-job':
        this.#become(conditionFor('media-empty'));
        break;
      case 'jam-mid-job':
        this.#become(conditionFor('jam'));
        break;
      case 'abort-mid-job':
        this.#engine.end(job, jobState.aborted, ['aborted-by-system']);
        break;
      case 'cancel-mid-job':
        this.#engine.end(job, jobState.canceled, ['job-canceled-at-device']);
        break;
      case 'power-cycle-mid-job':
        this.#preset = 'normal';
        this.#engine.end(job, jobState.aborted, []);
        this.#engine.forget();
        for (const line of this.#lines) line.close();
        break;
      default:
    }
  }

  #become(condition: PrinterCondition): void {
    this.#condition = condition;
    this.#engine.stop(condition.stopped);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function understood(body: Uint8Array): IppMessage | null {
  try {
    return decodeMessage(body);
  } catch (error) {
    if (error instanceof IppFormatError) return null;
    throw error;
  }
}

function plain(code: number): Answer {
  return { code, groups: [] };
}

/** Octets 2 and 3 of a request are its operation. */
function isPrint(parts: readonly Buffer[]): boolean {
  const [first] = parts;
  return first !== undefined && first.length >= 4 && first.readUInt16BE(2) === operation.printJob;
}
