import type { Execution } from '@oremill/types';
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { feedCache } from '../../src/live/feed-cache.ts';
import { readLive } from '../../src/live/live-store.ts';
import { makeExecution } from '../fixtures/execution.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function event(execution: Execution, id = 'b-1') {
  return { id, name: 'execution', data: JSON.stringify(execution) };
}

function listOf(client: QueryClient): Execution[] {
  const data = client.getQueryData<{ pages: { items: Execution[] }[] }>([
    'executions',
    { state: null, job: null },
  ]);
  return data?.pages.flatMap(({ items }) => items) ?? [];
}

test('a hundred events become one change of the cache, ten times a second at most', () => {
  const client = new QueryClient();
  const execution = makeExecution();
  client.setQueryData(['execution', execution.id], execution);
  client.setQueryData(['executions', { state: null, job: null }], {
    pages: [{ items: [execution] }],
    pageParams: [''],
  });
  const sink = feedCache(client, () => undefined);
  let changes = 0;
  client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') changes += 1;
  });

  for (let elapsedMs = 1; elapsedMs <= 100; elapsedMs += 1) {
    sink.onEvent(event(makeExecution({ progress: { elapsedMs } })));
  }
  expect(client.getQueryData<Execution>(['execution', execution.id])?.progress.elapsedMs).toBe(0);
  vi.advanceTimersByTime(100);

  expect(client.getQueryData<Execution>(['execution', execution.id])?.progress.elapsedMs).toBe(100);
  expect(listOf(client).map(({ progress }) => progress.elapsedMs)).toEqual([100]);
  // One for the execution, one for the list.
  expect(changes).toBe(2);
  client.clear();
});

test('an execution that no list holds is kept as heard, and is not pushed into the list', () => {
  const client = new QueryClient();
  client.setQueryData(['executions', { state: null, job: null }], {
    pages: [{ items: [] }],
    pageParams: [''],
  });
  const sink = feedCache(client, () => undefined);
  const unlisted = makeExecution({ id: '01jdzzzzzz0000000000' });
  sink.onEvent(event(unlisted));
  vi.advanceTimersByTime(100);
  expect(listOf(client)).toEqual([]);
  expect(readLive().executions.get(unlisted.id)).toEqual(unlisted);
  client.clear();
});

test('what is no execution is left out', () => {
  const client = new QueryClient();
  const sink = feedCache(client, () => undefined);
  const before = readLive();
  sink.onEvent({ id: 'b-1', name: 'execution', data: 'not json' });
  sink.onEvent({ id: 'b-2', name: 'execution', data: '{"id":"x"}' });
  sink.onEvent({ id: 'b-3', name: 'other', data: JSON.stringify(makeExecution()) });
  vi.advanceTimersByTime(1000);
  expect(readLive()).toBe(before);
  client.clear();
});

test('after an interruption everything is read again', () => {
  const client = new QueryClient();
  client.setQueryData(['tables'], []);
  const sink = feedCache(client, () => undefined);
  sink.onStatus({ kind: 'live', sinceMs: 1 });
  expect(client.getQueryState(['tables'])?.isInvalidated).toBe(false);
  sink.onStatus({ kind: 'reconnecting', sinceMs: 2 });
  sink.onStatus({ kind: 'live', sinceMs: 3 });
  expect(client.getQueryState(['tables'])?.isInvalidated).toBe(true);
  client.clear();
});

test('after an interruption what was heard before is forgotten: it may have crashed meanwhile', () => {
  const client = new QueryClient();
  const sink = feedCache(client, () => undefined);
  sink.onEvent(event(makeExecution({ progress: { elapsedMs: 5000 } })));
  vi.advanceTimersByTime(100);
  sink.onStatus({ kind: 'reconnecting', sinceMs: 2 });
  expect(readLive().executions.size).toBeGreaterThan(0);
  sink.onStatus({ kind: 'live', sinceMs: 3 });
  expect(readLive().executions.size).toBe(0);
  client.clear();
});
