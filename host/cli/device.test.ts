import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkJson,
  discoverJson,
  errorJson,
  listJson,
  readJson,
  serviceJson,
  statusJson,
} from './device-json.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
let reader: ChildProcess;
let config: string;
/** A configuration of devices that have nothing to put on them. */
let simulated: string;

interface Totals {
  serialNumber: string | null;
  lifetime: Record<string, number>;
  sinceService: Record<string, number>;
}

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

async function tongban(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ['host/cli/tongban.js', ...args], { cwd: root });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

const device = (...args: string[]) => tongban('device', ...args, '--config', config, '--data', folder);

/** A reader with a card on it at the other end of a real socket, and no printer at all. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongban-device-'));
  reader = spawn(process.execPath, ['host/cli/tongban.js', 'sim', 'id-card', '--card', 'citizen'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!reader.stdout) throw new Error('no standard output');
  const [line] = (await once(createInterface({ input: reader.stdout }), 'line')) as [string];
  const { listen } = JSON.parse(line) as { listen: string };
  config = join(folder, 'site.json');
  const base = { required: false, timeouts: {} };
  writeFileSync(
    config,
    JSON.stringify({
      mode: 'production',
      platform: null,
      devices: [
        {
          ...base,
          id: 'id-card',
          role: 'id-card',
          driver: 'sam',
          profile: 'generic-sam',
          transport: { kind: 'tcp', host: '127.0.0.1', port: Number(listen.split(':')[1]) },
        },
        {
          ...base,
          id: 'ticket-printer',
          role: 'ticket-printer',
          driver: 'escpos',
          profile: 'generic-80mm',
          // The discard port: nothing listens there.
          transport: { kind: 'tcp', host: '127.0.0.1', port: 9 },
        },
      ],
    }),
  );
});

beforeAll(() => {
  simulated = join(folder, 'simulated.json');
  const at = (preset: string) => ({ required: false, transport: { kind: 'simulator', preset } });
  const devices = [
    {
      ...at('door-open'),
      id: 'io-board',
      role: 'io-board',
      driver: 'modbus',
      profile: 'generic-modbus-8',
    },
    { ...at('on-battery'), id: 'ups', role: 'ups', driver: 'nut', profile: 'nut' },
    {
      ...at('shows-code'),
      id: 'scanner',
      role: 'scanner',
      driver: 'code-scanner',
      profile: 'zebra-ssi',
    },
    {
      ...at('normal'),
      id: 'document-printer',
      role: 'document-printer',
      driver: 'ipp',
      profile: 'generic-a4',
    },
  ];
  writeFileSync(simulated, JSON.stringify({ mode: 'training', devices }));
});

afterAll(async () => {
  reader.kill('SIGTERM');
  await once(reader, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

describe('tongban device', () => {
  it('list: what is configured', async () => {
    const { code, stdout } = await device('list', '--json');
    expect(code).toBe(0);
    expect(listJson.parse(JSON.parse(stdout))).toMatchObject([
      { id: 'id-card', role: 'id-card', driver: 'sam', transport: expect.stringMatching(/^tcp 127/) },
      { id: 'ticket-printer', role: 'ticket-printer' },
    ]);
  });

  it('status: link, conditions, counters', async () => {
    const { code, stdout } = await device('status', 'id-card', '--json');
    expect(code).toBe(0);
    expect(statusJson.parse(JSON.parse(stdout))).toMatchObject({
      id: 'id-card',
      link: 'up',
      device: 'online',
      summary: 'ready',
    });
  });

  it('status: counters add up over runs, for the unit that the device says it is', async () => {
    const counters = async (): Promise<Totals> =>
      JSON.parse((await device('status', 'id-card', '--json')).stdout) as Totals;
    const first = await counters();
    expect(first.serialNumber).toMatch(/^05\.01-/);
    expect(first.lifetime['ConnectionCount']).toBeGreaterThan(0);
    const second = await counters();
    expect(second.lifetime['ConnectionCount']).toBe((first.lifetime['ConnectionCount'] ?? 0) + 1);
    expect(second.sinceService).toEqual(second.lifetime);
  });

  it('service: what is counted since service begins at 0, and the log says so', async () => {
    const { code, stdout } = await device('service', 'id-card', '--json');
    expect(code).toBe(0);
    const { lifetime, sinceService } = serviceJson.parse(JSON.parse(stdout));
    expect(lifetime['ConnectionCount']).toBeGreaterThan(0);
    expect(new Set(Object.values(sinceService))).toEqual(new Set([0]));
    const after = JSON.parse((await device('status', 'id-card', '--json')).stdout) as Totals;
    expect(after.sinceService['ConnectionCount']).toBe(1);
    expect(after.lifetime['ConnectionCount']).toBe((lifetime['ConnectionCount'] ?? 0) + 1);
    const db = new Database(join(folder, 'log.db'), { readonly: true });
    const logged = db.prepare('SELECT event, device FROM log').all();
    db.close();
    expect(logged).toEqual([{ event: 'device.serviced', device: 'id-card' }]);
  });

  it('a store that cannot be opened: the device is asked all the same, and stderr says why', async () => {
    const data = join(folder, 'other');
    mkdirSync(join(data, 'tongban.db'), { recursive: true });
    const args = ['--config', config, '--data', data, '--json'];
    const status = await tongban('device', 'status', 'id-card', ...args);
    expect(status.code).toBe(0);
    expect(statusJson.parse(JSON.parse(status.stdout))).toMatchObject({
      link: 'up',
      sinceOpened: { ConnectionCount: 1 },
    });
    expect(status.stderr).toContain('cannot be opened for writing');
    expect((await tongban('device', 'service', 'id-card', ...args)).code).toBe(1);
  });

  it('check: passes and names the security module', async () => {
    const { code, stdout } = await device('check', 'id-card', '--json');
    expect(code).toBe(0);
    expect(checkJson.parse(JSON.parse(stdout))).toMatchObject({
      outcome: 'passed',
      detail: expect.stringContaining('05.01-'),
    });
  });

  it('read: the whole record, the photo as base64', async () => {
    const { code, stdout } = await device('read', 'id-card', '--json');
    expect(code).toBe(0);
    const record = readJson['id-card'].parse(JSON.parse(stdout));
    expect(record).toMatchObject({
      kind: 'citizen',
      name: '样例甲',
      number: '11010519491231002X',
      birthDate: '1949-12-31',
      validTo: 'long-term',
    });
    expect(record.photo.format).toBe('wlt');
    expect(Buffer.from(record.photo.base64, 'base64')).toHaveLength(1024);
  });

  it('discover: who answers at the configured hosts, and who does not', async () => {
    const { code, stdout, stderr } = await device('discover', '--json');
    expect(code).toBe(0);
    const { candidates, undecided, problems } = discoverJson.parse(JSON.parse(stdout));
    expect(candidates).toContainEqual({
      role: 'id-card',
      at: expect.stringMatching(/^127\.0\.0\.1:/),
      score: 90,
      driver: 'sam',
      profile: 'generic-sam',
      transport: { kind: 'tcp', host: '127.0.0.1', port: expect.any(Number) },
      reasons: ['configured as such', 'answers sam-status'],
    });
    expect(undecided).toEqual([]);
    expect(problems).toContainEqual({ at: '127.0.0.1:9', why: expect.stringContaining('ECONNREFUSED') });
    expect(stderr).toContain('127.0.0.1:9');
  });

  it('a device that is not there: exit 1, the reason, and within the time that was given', async () => {
    const { code, stdout, stderr } = await device('status', 'ticket-printer', '--timeout', '0.5', '--json');
    expect(code).toBe(1);
    expect(errorJson.parse(JSON.parse(stdout))).toMatchObject({
      id: 'ticket-printer',
      error: { code: 'disconnected', condition: 'device.gone' },
    });
    expect(stderr).toContain('not connected');
  });

  it('a printer has nothing to read: exit 1', async () => {
    const { code, stdout, stderr } = await device('read', 'ticket-printer', '--timeout', '0.5', '--json');
    expect(code).toBe(1);
    errorJson.parse(JSON.parse(stdout));
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('read: a simulated social security card, as the configuration asks for it', async () => {
    const training = join(folder, 'training.json');
    writeFileSync(
      training,
      JSON.stringify({
        mode: 'training',
        devices: [
          {
            id: 'social-security-card',
            role: 'social-security-card',
            driver: 'pcsc',
            profile: 'social-security',
            required: false,
            transport: { kind: 'simulator', preset: 'card' },
          },
        ],
      }),
    );
    const args = ['read', 'social-security-card', '--json', '--config', training, '--data', folder];
    const { code, stdout } = await tongban('device', ...args);
    expect(code).toBe(0);
    expect(readJson['social-security-card'].parse(JSON.parse(stdout))).toMatchObject({
      name: '样例甲',
      number: '11010519491231002X',
      specVersion: '3.00',
      expiryDate: '2030-01-01',
    });
  });

  it.each(['scanner', 'document-printer', 'io-board', 'ups'])(
    'status and check of a simulated %s print what is documented',
    async (role) => {
      const files = ['--json', '--config', simulated, '--data', folder];
      const status = await tongban('device', 'status', role, ...files);
      expect(statusJson.parse(JSON.parse(status.stdout))).toMatchObject({ id: role, link: 'up' });
      const check = await tongban('device', 'check', role, ...files);
      expect(checkJson.parse(JSON.parse(check.stdout))).toMatchObject({ id: role, outcome: 'passed' });
    },
  );

  it.each([
    ['io-board', { door: true, cover: false, tamper: false, person: false }],
    [
      'ups',
      {
        power: 'battery',
        low: false,
        chargePercent: 72,
        runtimeSeconds: 900,
        tokens: ['OB', 'DISCHRG'],
      },
    ],
    [
      'scanner',
      {
        length: expect.any(Number),
        symbology: { scheme: 'ssi', type: 0x1c },
        base64: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
      },
    ],
  ] as const)('read %s, simulated: what it says now', async (role, says) => {
    const files = ['--config', simulated, '--data', folder];
    const { code, stdout } = await tongban('device', 'read', role, '--json', ...files);
    expect(code).toBe(0);
    expect(readJson[role].parse(JSON.parse(stdout))).toEqual(says);
  });

  it.each([
    [['device'], 'list, status, check, read, service'],
    [['device', 'fly', 'id-card'], 'list, status, check, read, service'],
    [['device', 'status'], 'needs the id of a device'],
    [['device', 'list', 'id-card'], 'list takes no device'],
    [['device', 'discover', 'id-card'], 'discover takes no device'],
    [['device', 'status', 'id-card', '--timeout', 'soon'], '--timeout'],
    [['device', 'status', 'id-card', '--colour'], '--colour'],
    [['fly'], 'start, device, sim, services and meters'],
  ])('%j: exit 2 and one line that says why', async (args, why) => {
    const { code, stdout, stderr } = await tongban(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(why);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('an id that the configuration does not have: exit 2 and the ids that it has', async () => {
    const { code, stderr } = await device('status', 'scanner');
    expect(code).toBe(2);
    expect(stderr).toContain('id-card, ticket-printer');
  });

  it.each([
    ['{ "mode": ', 'line 1'],
    ['{ "mode": "fast" }', 'mode'],
    [null, 'does not exist'],
  ])('configuration %j: exit 1, the file and what is wrong', async (text, why) => {
    const file = join(folder, 'bad.json');
    rmSync(file, { force: true });
    if (text !== null) writeFileSync(file, text);
    const { code, stderr } = await tongban('device', 'list', '--config', file, '--data', folder);
    expect(code).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).toContain(why);
  });
});
