import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../runtime/testing/hand-clock.ts';
import { Presence, readVideo4Linux } from './presence.ts';

describe('what Linux says', () => {
  let folder: string;
  const paths = () => ({ classDir: join(folder, 'video4linux'), devDir: join(folder, 'dev') });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongban-v4l-'));
    mkdirSync(join(folder, 'dev'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function node(name: string, camera: string | null, hasFile = true): void {
    const { classDir, devDir } = paths();
    mkdirSync(join(classDir, name), { recursive: true });
    if (camera !== null) writeFileSync(join(classDir, name, 'name'), `${camera}\n`);
    if (hasFile) writeFileSync(join(devDir, name), '');
  }

  it('no folder: no camera', async () => {
    expect(await readVideo4Linux(paths())).toEqual([]);
  });

  it('the names of all nodes that have a device file', async () => {
    // A UVC camera has a second node for its metadata.
    node('video0', 'HD Camera: HD Camera');
    node('video1', 'HD Camera: HD Camera');
    node('video2', 'Document Camera');
    node('video3', 'No device file', false);
    node('video4', null);
    expect((await readVideo4Linux(paths())).toSorted()).toEqual([
      'Document Camera',
      'HD Camera: HD Camera',
      'HD Camera: HD Camera',
    ]);
  });
});

describe('being there, as a line', () => {
  const signal = new AbortController().signal;
  let clock: HandClock;
  let cameras: readonly string[] | null;
  const presence = (name: string | null = null) =>
    new Presence({ readCameras: async () => cameras, name, everyMs: 2000, clock });
  beforeEach(() => {
    clock = new HandClock();
    cameras = ['HD Camera'];
  });

  it('opens while the camera is there, and closes when it goes', async () => {
    const there = presence();
    const line = await there.open(signal);
    expect(there.seen).toBe('HD Camera');
    await clock.advance(10_000);
    cameras = [];
    await clock.advance(2000);
    expect(await line.closed).toMatchObject({ reason: 'remote' });
    expect(there.seen).toBeNull();
    expect(clock.pendingTimers).toBe(0);
  });

  it('does not open for another camera', async () => {
    await expect(presence('Document').open(signal)).rejects.toMatchObject({
      code: 'disconnected',
      condition: 'device.gone',
    });
    cameras = ['HD Camera', 'Document Camera'];
    const document = presence('Document');
    await (await document.open(signal)).close();
    expect(document.seen).toBe('Document Camera');
  });

  it('is always open where the system cannot be asked', async () => {
    cameras = null;
    const unknown = presence();
    const line = await unknown.open(signal);
    await clock.advance(10_000);
    expect(unknown.seen).toBeNull();
    await line.close();
    await line.close();
    expect(await line.closed).toEqual({ reason: 'local' });
    expect(clock.pendingTimers).toBe(0);
  });
});
