import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { FileWindow } from '../../src/log/file-window.ts';
import { useScratch } from '../scratch.ts';

const scratch = useScratch();

test('any part of a file is what the file has there, whether it is read on, again, or from somewhere else', async () => {
  const random = seededRandom(5);
  const content = Buffer.from(Uint32Array.from({ length: 1_500_000 }, () => random() * 2 ** 32).buffer);
  const path = join(scratch(), 'file');
  writeFileSync(path, content);
  const window = await FileWindow.open(path);
  expect(window.bytes).toBe(content.length);
  for (let round = 0, at = 0; round < 300; round += 1) {
    if (random() < 0.1 || at >= content.length) at = Math.floor(random() * content.length);
    const bytes = Math.min(content.length - at, Math.floor(random() ** 4 * 3_000_000));
    const view = window.peek(at, bytes) ?? (await window.load(at, bytes));
    expect(view.equals(content.subarray(at, at + bytes)), `${bytes} bytes from ${at}`).toBe(true);
    at += bytes;
  }
  await expect(window.load(content.length - 10, 11)).rejects.toThrow('the file ends before');
  await window.close();
});
