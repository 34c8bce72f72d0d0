import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createJournal, readJournal, replay } from '../../src/cluster/journal.ts';
import { LoadLedger } from '../../src/cluster/load-ledger.ts';
import { NodeRuns } from '../../src/cluster/node-runs.ts';

describe('the ledger of a load', () => {
  test('each stretch is claimed once, and all are done at the end', () => {
    const ledger = new LoadLedger(2);
    expect(ledger.claim()).toEqual({ id: 0, slots: undefined });
    expect(ledger.claim()).toEqual({ id: 1, slots: undefined });
    expect(ledger.claim()).toBe(undefined);
    expect(ledger.done(1)).toEqual([]);
    expect(ledger.isDone).toBe(false);
    expect(ledger.done(0)).toEqual([]);
    expect(ledger.isDone).toBe(true);
  });

  test('slots that are lost are claimed again, of what is done and of what is under way; not of what is to come', () => {
    const ledger = new LoadLedger(3);
    ledger.claim();
    ledger.claim();
    ledger.done(0);
    expect(ledger.lost([[5, 6]])).toBe(true);
    expect(ledger.lost([[7, 7]])).toBe(true);
    expect(ledger.claim()).toEqual({ id: 0, slots: [[5, 7]] });
    expect(ledger.claim()).toEqual({ id: 2, slots: undefined });
    expect(ledger.claim()).toBe(undefined);
    expect(ledger.done(1)).toEqual([[5, 7]]);
    expect(ledger.claim()).toEqual({ id: 1, slots: [[5, 7]] });
    for (const id of [0, 1, 2]) expect(ledger.done(id)).toEqual([]);
    expect(ledger.isDone).toBe(true);
    expect(new LoadLedger(1).lost([[0, 1]])).toBe(false);
  });
});

describe('the journal of a load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kv-journal-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const start = { dataset: 'tags', stretchBytes: 10, sources: [] };

  test('what it says is where the ledger goes on; a torn last line counts as not written', () => {
    const path = join(folder, 'torn');
    const journal = createJournal(path, 3, start);
    journal.write({ node: 'a', run: 'r1' });
    journal.write({ done: 0, pairs: 10 });
    journal.write({ done: 1, pairs: 20 });
    journal.write({ node: 'a', run: 'r2', lost: [[0, 9]] });
    journal.write({ done: 1, pairs: 20 });
    appendFileSync(path, '{"done":2,"pai');
    const read = readJournal(path, start) ?? expect.fail();
    read.write({ done: 3, pairs: 5 });
    for (const again of [read, readJournal(path, start) ?? expect.fail()]) expect(again.version).toBe(3);

    const ledger = new LoadLedger(4);
    const { pairs, runs } = replay(readJournal(path, start) ?? expect.fail(), ledger);
    expect(runs).toEqual(new Map([['a', 'r2']]));
    expect(pairs).toEqual(
      new Map([
        [0, 10],
        [1, 20],
        [3, 5],
      ]),
    );
    expect(ledger.claim()).toEqual({ id: 0, slots: [[0, 9]] });
    expect(ledger.claim()).toEqual({ id: 2, slots: undefined });
    expect(ledger.claim()).toBe(undefined);
  });

  test('one of another load, and a file that is none, are refused and left alone', () => {
    const path = join(folder, 'other');
    createJournal(path, 1, start);
    expect(() => readJournal(path, { ...start, dataset: 'words' })).toThrow('another load: of dataset tags');
    writeFileSync(path, 'something\n');
    expect(() => readJournal(path, start)).toThrow('is no journal');
    expect(readFileSync(path, 'utf8')).toBe('something\n');
    expect(readJournal(join(folder, 'none'), start)).toBe(undefined);
  });
});

describe('runs of nodes', () => {
  const cluster = { topology: { masters: [{ replicas: [{ host: 'h', port: 2 }] }] } } as never;

  test('a node that started again has lost what it had; one that only took over has not', () => {
    const runs = new NodeRuns(new Map([['m', 'r1']]), true);
    runs.noteReplicas(cluster);
    expect(runs.meet({ address: 'h:1', nodeId: 'm', runId: 'r1' })).toBe(undefined);
    expect(runs.meet({ address: 'h:1', nodeId: 'm', runId: 'r2' })).toBe('lost');
    expect(runs.meet({ address: 'h:1', nodeId: 'm', runId: 'r2' })).toBe(undefined);
    expect(runs.meet({ address: 'h:2', nodeId: 's', runId: 'r3' })).toBe('kept');
    expect(runs.meet({ address: 'h:2', nodeId: 's', runId: 'r4' })).toBe('lost');
    expect(runs.meet({ address: 'h:9', nodeId: 'x', runId: 'r5' })).toBe('lost');
  });

  test('without waiting for replicas, one that takes over may lack the end', () => {
    const runs = new NodeRuns(new Map(), false);
    runs.noteReplicas(cluster);
    expect(runs.meet({ address: 'h:2', nodeId: 's', runId: 'r' })).toBe('lost');
  });
});
