import { describe, expect, it } from 'vitest';
import { HandClock } from '../../host/launch/testing/hand-clock.ts';
import { ScriptedChild } from '../../host/launch/testing/scripted-child.ts';
import type { DeviceStatus } from '../contract/status.ts';
import { proxyOf } from './device-proxy.ts';
import type { FromDriver, ToDriver } from './messages.ts';

const absent: DeviceStatus = {
  link: 'absent',
  device: 'noDevice',
  activity: 'idle',
  conditions: [],
  summary: 'unavailable',
};

function readerRig() {
  const child = new ScriptedChild<ToDriver, FromDriver>();
  const reader = proxyOf('id-card', {
    id: 'reader',
    spawn: () => child,
    device: {},
    clock: new HandClock(),
    random: () => 0,
    onCrash: () => {},
  });
  const told: DeviceStatus[] = [];
  reader.onStatus((status) => told.push(status));
  return { child, reader, told };
}

describe('a device in a process of its own', () => {
  it('that is closed before it was opened has nothing to tell', async () => {
    const { reader, told } = readerRig();
    await reader.close();
    expect(told).toEqual([]);
  });

  it('tells once that it is gone, whoever says so first', async () => {
    const { child, reader, told } = readerRig();
    reader.open();
    child.says({ type: 'started', capabilities: ['read'], status: { ...absent, link: 'connecting' } });
    const closed = reader.close();
    child.says({ type: 'status', status: absent });
    child.exits({ code: 0, signal: null });
    await closed;
    expect(told.map(({ link }) => link)).toEqual(['connecting', 'connecting', 'absent']);
  });
});
