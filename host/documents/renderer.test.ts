import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { appRoot } from '../launch/paths.ts';
import { DocumentRenderer } from './renderer.ts';
import { renderDocument } from './render.ts';
import { checkRelease } from './seal/check-release.ts';
import { certificate, paymentRecord, sampleSubject } from './testing/sample-documents.ts';
import { faces } from './testing/typefaces.ts';

const job = () => ({ jobId: 'job-1', sessionId: 'session-1', key: new Uint8Array(32).fill(7) });
const faulty = join(import.meta.dirname, 'testing', 'faulty-worker.ts');

describe('the renderer', () => {
  const clock = new HandClock();
  let renderer = new DocumentRenderer(clock);
  afterEach(() => renderer.close());

  it('loads nothing before the first document, and makes the same file as a call in place', async () => {
    renderer = new DocumentRenderer(clock);
    expect(renderer.running).toBe(false);
    const made = await renderer.render(certificate(), job(), 10_000);
    expect(made.pages).toBe(1);
    expect(Buffer.compare(made.pdf, renderDocument(certificate(), job(), faces).pdf)).toBe(0);
    const expected = { ...job(), subject: sampleSubject, kind: 'licence-copy', pages: 1 } as const;
    expect(checkRelease(made.pdf, expected)).toEqual({ ok: true });
  });

  it('makes the same file from the bundle', async () => {
    renderer = new DocumentRenderer(clock, join(appRoot, 'dist', 'documents', 'main.js'));
    const { pdf } = await renderer.render(certificate(), job(), 10_000);
    expect(Buffer.compare(pdf, renderDocument(certificate(), job(), faces).pdf)).toBe(0);
  });

  it('gives each its own where several are asked for at once', async () => {
    renderer = new DocumentRenderer(clock);
    const months = [54, 3, 20, 1];
    const made = await Promise.all(
      months.map((count) => renderer.render(paymentRecord(count), job(), 10_000)),
    );
    expect(made.map(({ pdf }) => pdf)).toEqual(
      months.map((count) => new Uint8Array(renderDocument(paymentRecord(count), job(), faces).pdf)),
    );
  });

  it('ends its thread after a minute without a document, and starts another for the next', async () => {
    renderer = new DocumentRenderer(clock);
    await renderer.render(certificate(), job(), 10_000);
    await clock.advance(59_000);
    await renderer.render(certificate(), job(), 10_000);
    await clock.advance(59_000);
    expect(renderer.running).toBe(true);
    await clock.advance(1000);
    expect(renderer.running).toBe(false);
    expect((await renderer.render(certificate(), job(), 10_000)).pages).toBe(1);
  });

  it('tells what cannot be printed, and goes on', async () => {
    renderer = new DocumentRenderer(clock);
    const subject = { ...sampleSubject, name: 'ا' };
    await expect(renderer.render(certificate({ subject }), job(), 10_000)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'missing-character',
    });
    expect((await renderer.render(certificate(), job(), 10_000)).pages).toBe(1);
  });

  it.each(['throw', 'exit'])(
    'one whose thread ends by itself (%s) fails all that it had in hand',
    async (title) => {
      renderer = new DocumentRenderer(clock, faulty);
      const asked = [1, 2].map(() => renderer.render(certificate({ title }), job(), 10_000));
      for (const result of await Promise.allSettled(asked))
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'renderer-lost' } });
      expect(renderer.running).toBe(false);
      expect(clock.pendingTimers).toBe(0);
    },
  );

  it('one that hangs is ended at the deadline', async () => {
    renderer = new DocumentRenderer(clock, faulty);
    const first = renderer.render(certificate({ title: 'hang' }), job(), 5000);
    const second = renderer.render(certificate({ title: 'hang' }), job(), 9000);
    const results = Promise.allSettled([first, second]);
    await clock.advance(5000);
    expect(await results).toMatchObject([
      { reason: { code: 'deadline' } },
      { reason: { code: 'renderer-lost' } },
    ]);
    expect(renderer.running).toBe(false);
  });
});
