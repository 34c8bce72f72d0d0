import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withLock } from '../src/lock.mjs';

const holder = join(import.meta.dirname, 'fixtures/hold-lock.mjs');

describe('withLock', () => {
  test('runs one work at a time, and says once that it waits', async () => {
    const root = randomUUID();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise(setImmediate);
      events.push(`${name} ends`);
      return name;
    };
    const said: string[] = [];
    const results = await Promise.all(
      ['a', 'b', 'c'].map((name) => withLock(root, work(name), (text: string) => said.push(text))),
    );
    expect(results).toEqual(['a', 'b', 'c']);
    for (let index = 0; index < events.length; index += 2) {
      expect(events[index + 1]).toBe(events[index]?.replace('begins', 'ends'));
    }
    expect(said).toHaveLength(2);
  });

  test('is free again after a work that throws', async () => {
    const root = randomUUID();
    await expect(withLock(root, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(root, async () => 'free')).toBe('free');
  });

  test('waits for the child of a killed holder', async () => {
    const root = randomUUID();
    const process_ = spawn(process.execPath, [holder, root], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(process_.stdout, 'data');
    const childPid = Number(String(line));
    process_.kill('SIGKILL');
    await once(process_, 'exit');
    let isChildEnded = false;
    const waiting = withLock(
      root,
      async () => isChildEnded,
      () => {
        isChildEnded = true;
        process.kill(childPid, 'SIGKILL');
      },
    );
    expect(await waiting).toBe(true);
  });
});
