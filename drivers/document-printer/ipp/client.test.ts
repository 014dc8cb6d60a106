import { expect, test } from 'vitest';
import { ippAddress } from './client.ts';

test.each([
  ['ipp://192.168.1.20/ipp/print', { host: '192.168.1.20', port: 631, path: '/ipp/print' }],
  ['ipp://printer.example:8631/printers/a4', { host: 'printer.example', port: 8631, path: '/printers/a4' }],
  ['ipp://[::1]/ipp/print', { host: '::1', port: 631, path: '/ipp/print' }],
  ['ipp://printer.example', { host: 'printer.example', port: 631, path: '/' }],
])('%s', (url, address) => {
  expect(ippAddress(url)).toEqual(address);
});

test.each(['http://192.168.1.20/ipp/print', 'ipps://192.168.1.20/ipp/print', 'ipp:/ipp/print', 'printer'])(
  '%s is refused',
  (url) => {
    expect(() => ippAddress(url)).toThrow(TypeError);
  },
);
