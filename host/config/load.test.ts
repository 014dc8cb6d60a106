import { hasLine } from './schema.ts';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import builtIn from '../../assets/config/default.json' with { type: 'json' };
import { configJsonSchema } from './json-schema.ts';
import { loadConfig, loadConfigOrLastGood } from './load.ts';
import { describeProblem } from './problem.ts';

let dataDir: string;
let siteFile: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-config-'));
  siteFile = join(dataDir, 'site.json');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const site = (value: unknown): void =>
  writeFileSync(siteFile, typeof value === 'string' ? value : JSON.stringify(value));
const machine = (value: unknown): void => writeFileSync(join(dataDir, 'machine.json'), JSON.stringify(value));
const load = () => loadConfig({ dataDir, siteFile });
const printer = {
  id: 'ticket-printer',
  role: 'ticket-printer',
  required: true,
  driver: 'escpos',
  transport: { kind: 'tcp', host: '192.0.2.7', port: 9100 },
  profile: 'generic-80mm',
};
const adapter = { kind: 'match', bus: 'serial', vendorId: '1a86', productId: '7523' };
const reader = { ...printer, id: 'id-card', role: 'id-card', driver: 'sam', profile: 'generic-sam' };
/** The problems as a technician reads them, without the directory. */
const sentences = (language: 'en' | 'zh-CN' = 'en'): string[] => {
  const result = load();
  if (result.ok) return [];
  return result.problems.map((problem) => describeProblem(problem, language).replace(`${dataDir}/`, ''));
};

describe('the built-in defaults', () => {
  it('are a whole demonstration kiosk with simulated devices, in training', () => {
    const result = loadConfig({ dataDir, siteFile: null });
    expect(result).toMatchObject({
      ok: true,
      config: {
        mode: 'training',
        panel: { widthPx: 1080, heightPx: 1920 },
        site: { timeZone: 'Asia/Shanghai' },
        timeouts: { idleMs: 60_000 },
        log: { maxEntries: 1_000_000 },
      },
      sources: [{ layer: 'default' }],
    });
  });
});

describe('layers', () => {
  it('merge objects: site over defaults, machine over site', () => {
    site({ site: { helpPhone: '010 1234' }, panel: { diagonalInch: 32 } });
    machine({ panel: { diagonalInch: 27 } });
    expect(load()).toMatchObject({
      ok: true,
      config: {
        site: { id: builtIn.site.id, helpPhone: '010 1234' },
        panel: { widthPx: 1080, diagonalInch: 27 },
      },
      sources: [{ layer: 'default' }, { layer: 'site', file: siteFile }, { layer: 'machine' }],
    });
  });

  it('replace lists as a whole', () => {
    site({ devices: [printer] });
    const result = load();
    expect(result.ok && result.config.devices).toMatchObject([
      { id: 'ticket-printer', transport: { kind: 'tcp' } },
    ]);
  });

  it('may name their schema for an editor, and begin with a byte order mark', () => {
    site(`\uFEFF{ "$schema": "./tongban.schema.json", "numbersResetAt": "06:30" }`);
    expect(load()).toMatchObject({ ok: true, config: { numbersResetAt: '06:30' } });
  });
});

describe('a device', () => {
  it('may be known by what it is, a reader with a rate to be found out', () => {
    site({
      devices: [
        { ...printer, transport: { ...adapter, serialNumber: 'A1' } },
        { ...reader, transport: { ...adapter, baudRate: 'auto' } },
      ],
    });
    const result = load();
    expect(result.ok && result.config.devices.filter(hasLine).map(({ transport }) => transport)).toEqual([
      { ...adapter, serialNumber: 'A1', baudRate: 115_200 },
      { ...adapter, baudRate: 'auto' },
    ]);
  });
});

describe('a bad file is refused with file, place, what was expected and what was found', () => {
  it.each([
    [
      'an object for a number',
      { panel: { widthPx: {} } },
      'panel.widthPx must be a number, found an object { … }',
    ],
    ['wrong type', { panel: { widthPx: '1080' } }, 'panel.widthPx must be a number, found "1080"'],
    [
      'out of range',
      { timeouts: { warningMs: 5000 } },
      'timeouts.warningMs must be at least 20000, found 5000',
    ],
    ['not in the list', { mode: 'demo' }, 'mode must be one of production, training, found "demo"'],
    ['unknown setting', { site: { helpFone: '1' } }, 'site.helpFone is not a known setting'],
    [
      'wrong form',
      { numbersResetAt: '6 am' },
      'numbersResetAt must be a time of day such as 06:30, found "6 am"',
    ],
    [
      'time zone',
      { site: { timeZone: 'Mars' } },
      'site.timeZone must be an IANA time zone such as Asia/Shanghai, found "Mars"',
    ],
    ['empty text', { site: { name: { en: '' } } }, 'site.name.en must not be empty, found ""'],
    [
      'missing in a list entry',
      { devices: [{ ...printer, profile: undefined }] },
      'devices[0].profile is missing; it must be a text',
    ],
    [
      'unknown transport',
      { devices: [{ ...printer, transport: { kind: 'usb' } }] },
      'devices[0].transport.kind must be one of tcp, serial, simulator, match, found "usb"',
    ],
    [
      'a rate that readers do not have',
      { devices: [{ ...reader, transport: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 300 } }] },
      'devices[0].transport.baudRate must be one of 115200, 57600, 38400, 19200, 9600, auto, found 300',
    ],
    [
      'a rate that printers cannot be asked for',
      { devices: [{ ...printer, transport: { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 'auto' } }] },
      'devices[0].transport.baudRate must be a number, found "auto"',
    ],
    [
      'a USB id in another form',
      { devices: [{ ...printer, transport: { ...adapter, vendorId: '0x1A86' } }] },
      'devices[0].transport.vendorId must be four hexadecimal digits in lower case such as 1a86, found "0x1A86"',
    ],
    [
      'two of a kind that nothing tells apart',
      {
        devices: [
          { ...printer, transport: adapter },
          { ...reader, transport: adapter },
        ],
      },
      'devices must tell devices of the same kind apart by their serialNumber',
    ],
    [
      'two of a role',
      { devices: [printer, { ...printer, id: 'second' }] },
      'devices must have no more than one device for each role',
    ],
    [
      'a simulator in production',
      { mode: 'production', platform: null, devices: [{ ...printer, transport: { kind: 'simulator' } }] },
      'devices[0].transport.kind must be the connection of a real device in production mode (or set mode to training), found "simulator"',
    ],
    [
      'a simulated platform in production',
      { mode: 'production', devices: [], platform: { transport: { kind: 'simulator' } } },
      'platform.transport.kind must be the address of a real platform in production mode (or set platform to null), found "simulator"',
    ],
    [
      'a platform without TLS',
      {
        platform: {
          transport: {
            kind: 'http',
            url: 'http://10.0.0.7/',
            keyFile: '/etc/tongban/key.json',
            siteFile: '/etc/tongban/site.json',
          },
        },
      },
      'platform.transport.url must be an address such as https://platform.example.gov.cn/kiosk, found "http://10.0.0.7/"',
    ],
    [
      'an address that is not IPP',
      {
        devices: [
          {
            ...printer,
            role: 'document-printer',
            driver: 'ipp',
            transport: { kind: 'ipp', url: 'http://10.0.0.7/' },
          },
        ],
      },
      'devices[0].transport.url must be an IPP address such as ipp://192.168.1.20/ipp/print, found "http://10.0.0.7/"',
    ],
    [
      'a camera on a line',
      {
        devices: [
          {
            id: 'camera',
            role: 'camera',
            required: false,
            driver: 'get-user-media',
            profile: 'generic-uvc',
            transport: { kind: 'simulator' },
          },
        ],
      },
      'devices[0].transport is not a known setting',
    ],
    ['a list', [], 'must be an object { … }'],
  ])('%s', (_, content, expected) => {
    site(content);
    expect(sentences()).toEqual([`site.json: ${expected}`]);
  });

  it('in Chinese as well', () => {
    site({ panel: { widthPx: '1080' }, oops: 1 });
    expect(sentences('zh-CN')).toEqual([
      'site.json: panel.widthPx 应为数字，实际为 "1080"',
      'site.json: oops 不是已知的配置项',
    ]);
  });

  it('naming the file that set the value, not the one below it', () => {
    site({ panel: { widthPx: 1080 } });
    machine({ panel: { widthPx: 1 } });
    expect(sentences()).toEqual(['machine.json: panel.widthPx must be at least 480, found 1']);
    site({ panel: { heightPx: 1 } });
    machine({ panel: { widthPx: 1080 } });
    expect(sentences()).toEqual(['site.json: panel.heightPx must be at least 480, found 1']);
  });

  it('if it is missing though it was named', () => {
    expect(sentences()).toEqual(['site.json: does not exist']);
  });

  it.each([
    ['{\n  "mode": training\n}', 2, 11],
    ['{ "a": 1, }', 1, 11],
    ['{ "a": 1 "b": 2 }', 1, 10],
    ['{ "a": [1, 2 }', 1, 14],
    ['{ "a": 1', 1, 9],
    ['{ "a": "x\n" }', 1, 8],
    ['{ "a": 1 } x', 1, 12],
    ['', 1, 1],
    ["{ 'a': 1 }", 1, 3],
  ])('if it is not JSON, with line and column: %j', (text, line, column) => {
    site(text);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(sentences()).toEqual([`site.json: is not valid JSON: look at line ${line}, column ${column}`]);
  });

  it('but every form that JSON allows is read', () => {
    site(' {"numbersResetAt":"\\u0030\\u0036:30","panel":{"diagonalInch":2.15e1},"devices":[ ] }\r\n');
    expect(load()).toMatchObject({
      ok: true,
      config: { numbersResetAt: '06:30', panel: { diagonalInch: 21.5 } },
    });
  });
});

describe('the last good configuration', () => {
  const loadOrLastGood = () => loadConfigOrLastGood({ dataDir, siteFile });

  it('stays in force while the file is bad, and the reasons are told', () => {
    site({ numbersResetAt: '06:30' });
    expect(loadOrLastGood()).toMatchObject({ ok: true, usedLastGood: null });
    site({ numbersResetAt: 'dawn' });
    expect(loadOrLastGood()).toMatchObject({
      ok: true,
      config: { numbersResetAt: '06:30' },
      sources: [{ layer: 'last-good' }],
      usedLastGood: [{ layer: 'site', path: 'numbersResetAt' }],
    });
    rmSync(siteFile);
    expect(loadOrLastGood()).toMatchObject({ ok: true, usedLastGood: [{ path: '$' }] });
    site({ numbersResetAt: '07:00' });
    expect(loadOrLastGood()).toMatchObject({ config: { numbersResetAt: '07:00' }, usedLastGood: null });
  });

  it('cannot help on a machine that never had one', () => {
    site('{');
    expect(loadOrLastGood()).toMatchObject({ ok: false, problems: [{ layer: 'site' }] });
    expect(readdirSync(dataDir)).toEqual(['site.json']);
  });

  it('is not used if it is damaged itself', () => {
    writeFileSync(join(dataDir, 'last-good-config.json'), '{ "mode": ');
    site('{');
    expect(loadOrLastGood()).toMatchObject({ ok: false, problems: [{ layer: 'site' }] });
  });
});

describe('the JSON Schema for editors', () => {
  it('is the one in the tree; otherwise run `node scripts/export-config-schema.ts`', () => {
    const file = new URL('../../assets/config/tongban.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(configJsonSchema());
  });

  it('does not ask a layer for what the defaults have, but a list entry for all of it', () => {
    const schema = JSON.stringify(configJsonSchema());
    expect(configJsonSchema()).not.toHaveProperty('required');
    expect(configJsonSchema()).not.toHaveProperty('properties.site.required');
    expect(schema).toContain('"required":["id","required","transport","role","driver","profile"]');
  });
});
