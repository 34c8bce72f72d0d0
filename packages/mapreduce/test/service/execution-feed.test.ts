import type { Execution, ExecutionEvent, ExecutionState } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { ExecutionFeed } from '../../src/service/execution-feed.ts';

function execution(id: string, state: ExecutionState, records: number): Execution {
  return {
    version: 1,
    id,
    job: 'tag-statistics',
    state,
    runner: 'threads',
    workers: 2,
    inputs: ['a.jsonl'],
    output: `/out/${id}`,
    startedAt: '2026-01-01T00:00:00.000Z',
    progress: {
      phase: 'map',
      step: 1,
      inputBytes: 100,
      inputBytesDone: records,
      records,
      skipped: 0,
      emitted: 0,
      reducersDone: 0,
      reducers: 4,
      rows: 0,
      outputBytes: 0,
      elapsedMs: 1,
      bytesPerSecond: 1,
    },
    counters: {},
    options: {},
    steps: [],
  };
}

/** Keeps what it gets as `id:records`, until `room` events have come. */
class Listener {
  readonly got: string[] = [];
  lastId: string | undefined;
  isEnded = false;
  room = Number.POSITIVE_INFINITY;

  push(event: ExecutionEvent): boolean {
    this.got.push(`${event.data.id}:${event.data.progress.records}`);
    this.lastId = event.id;
    this.room -= 1;
    return this.room > 0;
  }

  end(): void {
    this.isEnded = true;
  }
}

describe('a fresh subscriber', () => {
  test('gets what runs now, then every change; what has ended is history', () => {
    const feed = new ExecutionFeed('boot');
    feed.publish(execution('a', 'succeeded', 9));
    feed.publish(execution('b', 'running', 1));
    const listener = new Listener();
    feed.subscribe(listener);
    feed.publish(execution('b', 'running', 2));
    expect(listener.got).toEqual(['b:1', 'b:2']);
  });

  test('of one execution gets its state, ended or not, and the stream ends with it', () => {
    const feed = new ExecutionFeed('boot');
    feed.introduce(execution('old', 'failed', 5));
    const late = new Listener();
    feed.subscribe(late, { executionId: 'old' });
    expect([late.got, late.isEnded]).toEqual([['old:5'], true]);

    const listener = new Listener();
    feed.publish(execution('a', 'running', 1));
    feed.subscribe(listener, { executionId: 'a' });
    feed.publish(execution('b', 'running', 1));
    expect([listener.got, listener.isEnded]).toEqual([['a:1'], false]);
    feed.publish(execution('a', 'succeeded', 2));
    feed.publish(execution('a', 'succeeded', 3));
    expect([listener.got, listener.isEnded]).toEqual([['a:1', 'a:2'], true]);
  });
});

describe('a subscriber that comes back', () => {
  test('gets the newest state of what changed since, in the order of the changes', () => {
    const feed = new ExecutionFeed('boot');
    const first = new Listener();
    const subscription = feed.subscribe(first);
    feed.publish(execution('a', 'running', 1));
    feed.publish(execution('b', 'running', 1));
    subscription.close();
    feed.publish(execution('b', 'running', 2));
    feed.publish(execution('a', 'succeeded', 3));
    feed.publish(execution('b', 'running', 4));
    const second = new Listener();
    feed.subscribe(second, { after: first.lastId });
    expect(first.got).toEqual(['a:1', 'b:1']);
    expect(second.got).toEqual(['a:3', 'b:4']);
    expect(feed.hasSeenEnd('a', first.lastId)).toBe(false);
  });

  test('after the server has restarted gets the present state', () => {
    const feed = new ExecutionFeed('new');
    feed.publish(execution('a', 'running', 7));
    const listener = new Listener();
    feed.subscribe(listener, { after: 'old-99' });
    expect(listener.got).toEqual(['a:7']);
  });

  test('after the end is known to have seen it', () => {
    const feed = new ExecutionFeed('boot');
    const listener = new Listener();
    feed.subscribe(listener);
    feed.publish(execution('a', 'succeeded', 1));
    expect(feed.hasSeenEnd('a', listener.lastId)).toBe(true);
    expect(feed.hasSeenEnd('a', undefined)).toBe(false);
  });
});

test('a slow subscriber skips states: it holds at most one for each execution', () => {
  const feed = new ExecutionFeed('boot');
  const listener = new Listener();
  listener.room = 1;
  const subscription = feed.subscribe(listener);
  for (let records = 1; records <= 100; records += 1) {
    feed.publish(execution('a', 'running', records));
    feed.publish(execution('b', 'running', records));
  }
  listener.room = Number.POSITIVE_INFINITY;
  subscription.resume();
  expect(listener.got).toEqual(['a:1', 'a:100', 'b:100']);
});

test('closing the feed ends every stream', () => {
  const feed = new ExecutionFeed('boot');
  const listener = new Listener();
  feed.subscribe(listener);
  feed.close();
  feed.publish(execution('a', 'running', 1));
  expect([listener.got, listener.isEnded]).toEqual([[], true]);
});
