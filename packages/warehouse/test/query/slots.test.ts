import { expect, it } from 'vitest';
import { createSlots } from '../../src/query/slots.ts';

it('as many as may run do, the next enters when one leaves', async () => {
  const slots = createSlots(2, 5);
  const entered: number[] = [];
  const releases = await Promise.all([slots.acquire(), slots.acquire()]);
  const waiting = [3, 4].map(async (number) => {
    const release = await slots.acquire();
    entered.push(number);
    return release;
  });
  await Promise.resolve();
  expect(entered).toEqual([]);
  releases[0]?.();
  releases[0]?.();
  await waiting[0];
  expect(entered).toEqual([3]);
  releases[1]?.();
  await waiting[1];
  expect(entered).toEqual([3, 4]);
});

it('more than may wait are refused', async () => {
  const slots = createSlots(1, 1);
  await slots.acquire();
  void slots.acquire();
  await expect(slots.acquire()).rejects.toMatchObject({ code: 'QUERY_LIMIT', status: 429 });
});

it('who stops waiting leaves the line to the next', async () => {
  const slots = createSlots(1, 2);
  const release = await slots.acquire();
  const controller = new AbortController();
  const gone = slots.acquire(controller.signal);
  const next = slots.acquire();
  controller.abort(new Error('went away'));
  await expect(gone).rejects.toThrow('went away');
  release();
  (await next)();
  (await slots.acquire())();
  await expect(slots.acquire(AbortSignal.abort(new Error('never came')))).rejects.toThrow('never came');
});
