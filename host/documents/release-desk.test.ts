import { describe, expect, it } from 'vitest';
import { ReleaseDesk } from './release-desk.ts';
import { renderDocument } from './render.ts';
import { certificate, receipt, sampleSubject } from './testing/sample-documents.ts';
import { faces } from './testing/typefaces.ts';

const open = (sessionId = 'session-1', fill = 7) =>
  new ReleaseDesk({ sessionId, subject: sampleSubject, key: new Uint8Array(32).fill(fill) });

describe('the desk that releases documents', () => {
  it('lets a document through once', () => {
    const desk = open();
    const made = renderDocument(certificate(), desk.order('job-1', 'licence-copy'), faces);
    expect(desk.release('job-1', made)).toEqual({ ok: true });
    expect(desk.release('job-1', made)).toEqual({ ok: false, reason: 'not-awaited' });
  });

  it('refuses what was called off, however late it comes', () => {
    const desk = open();
    const made = renderDocument(certificate(), desk.order('job-1', 'licence-copy'), faces);
    desk.callOff('job-1');
    expect(desk.release('job-1', made)).toEqual({ ok: false, reason: 'not-awaited' });
  });

  it('refuses an answer that belongs to another job of the same person, and does not wait for the right one', () => {
    const desk = open();
    desk.order('job-1', 'licence-copy');
    const other = renderDocument(certificate(), desk.order('job-2', 'licence-copy'), faces);
    expect(desk.release('job-1', other)).toEqual({ ok: false, reason: 'another-job' });
    expect(desk.release('job-1', other)).toEqual({ ok: false, reason: 'not-awaited' });
  });

  it('releases nothing when the session is over, and forgets its key', () => {
    const key = new Uint8Array(32).fill(7);
    const desk = new ReleaseDesk({ sessionId: 'session-1', subject: sampleSubject, key });
    const made = renderDocument(certificate(), desk.order('job-1', 'licence-copy'), faces);
    desk.close();
    expect(desk.release('job-1', made)).toEqual({ ok: false, reason: 'session-over' });
    expect(key.every((byte) => byte === 0)).toBe(true);
    expect(() => desk.order('job-2', 'licence-copy')).toThrow('over');
  });

  it('refuses the document of the session before', () => {
    const late = renderDocument(receipt(), open('session-0', 6).order('job-1', 'case-receipt'), faces);
    const desk = open();
    desk.order('job-1', 'case-receipt');
    expect(desk.release('job-1', late)).toEqual({ ok: false, reason: 'another-session' });
  });
});
