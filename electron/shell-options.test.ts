import { expect, it } from 'vitest';
import { optionsOfShell } from './shell-options.ts';

it('finds its options between the script and the switches of Chromium', () => {
  const argv = [
    '/opt/electron',
    '--no-sandbox',
    '/app/main.js',
    '--config=/etc/kiosk.json',
    '--port=4711',
    '--ozone-platform=x11',
  ];
  expect(optionsOfShell(argv)).toEqual({ config: '/etc/kiosk.json', data: null, shell: null, port: 4711 });
  expect(optionsOfShell(['/opt/tongban'])).toEqual({ config: null, data: null, shell: null, port: 0 });
});

it('refuses a wrong or a missing value', () => {
  expect(() => optionsOfShell(['/opt/tongban', '--port=http'])).toThrow('"http" is not a port');
  expect(() => optionsOfShell(['/opt/tongban', '--config'])).toThrow('--config needs a value');
});
