import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { device, ioctls, node, script } from './testing/emulated-hid-reader.ts';

const hasUmockdev = spawnSync('umockdev-run', ['--version']).status === 0;
const child = join(import.meta.dirname, 'testing', 'greet-hid.ts');

test.skipIf(!hasUmockdev)(
  `node-hid and node-usb list a device, and node-hid carries reports${hasUmockdev ? '' : ' (skipped: umockdev is not installed)'}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulated-'));
    const file = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    try {
      const { stdout } = await promisify(execFile)('umockdev-run', [
        `--device=${file('device', device)}`,
        `--ioctl=${node}=${file('ioctl', ioctls())}`,
        `--script=${node}=${file('script', script())}`,
        '--',
        process.execPath,
        child,
      ]);
      expect(JSON.parse(stdout)).toEqual({
        hid: [
          {
            bus: 'hid',
            path: node,
            vendorId: '10c4',
            productId: '0007',
            serialNumber: 'A1',
            product: 'Sample ID reader',
          },
        ],
        // The emulated kernel answers no control transfers, so there are no texts.
        usb: [{ bus: 'usb', path: '1-2', vendorId: '10c4', productId: '0007' }],
        health: {
          level: 'internal',
          outcome: 'passed',
          detail: 'security module 05.01-20200101-0000000001-1234567890',
        },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);
