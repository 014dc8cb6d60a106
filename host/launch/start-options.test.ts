import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStartOptions, toArguments } from './start-options.ts';

describe('the arguments of tongban start', () => {
  it('may all be left out', () => {
    expect(parseStartOptions([])).toEqual({ config: null, data: null, shell: null, port: 0 });
  });

  it('are read, and paths become absolute', () => {
    const args = ['--config', 'kiosk.json', '--data=/var/lib/tongban', '--shell', 'none', '--port', '4711'];
    expect(parseStartOptions(args)).toEqual({
      config: resolve('kiosk.json'),
      data: '/var/lib/tongban',
      shell: 'none',
      port: 4711,
    });
  });

  it.each([
    [['--shell', 'firefox'], 'unknown shell "firefox"'],
    [['--port', '65536'], '"65536" is not a port'],
    [['--port', '-1'], /^Option '--port' argument is ambiguous/],
    [['--port', '80a'], '"80a" is not a port'],
    [['--config'], "Option '--config <value>' argument missing"],
    [['--config='], '--config needs a value'],
    [['--kiosk'], "Unknown option '--kiosk'"],
    [['now'], "Unexpected argument 'now'"],
  ])('%j are refused in one line that names the mistake and the usage', (args, mistake) => {
    const line = parseStartOptions(args);
    expect(line).toMatch(mistake);
    expect(line).toContain('usage: tongban start');
    expect(line).not.toContain('\n');
  });

  it('reach the Electron shell unchanged', () => {
    const options = parseStartOptions(['--config', '/etc/a b.json', '--data', '/d', '--port', '1']);
    if (typeof options === 'string') throw new Error(options);
    expect(parseStartOptions(toArguments(options))).toEqual(options);
  });
});
