import { describe, expect, test } from 'vitest';
import { TableModel } from './table-model.ts';

// KV_MODEL_STEPS=5000000 KV_MODEL_SEED=7 for a long run.
const steps = Number(process.env.KV_MODEL_STEPS ?? 40_000);
const seed = Number(process.env.KV_MODEL_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe(`a table does what a Map does, seed ${seed}`, () => {
  test('with few keys, written and deleted over and over', () => {
    new TableModel({ seed, keys: 300, valueBytesMax: 300 }).run(steps);
  });

  test('with many small entries', () => {
    new TableModel({ seed, keys: steps, valueBytesMax: 100 }).run(steps);
  });

  test('with values of several segments', () => {
    new TableModel({ seed, keys: 60, valueBytesMax: 5_000_000 }).run(Math.ceil(steps / 10));
  });

  test('with values that fill a good part of a segment, in little memory', () => {
    const table = { maxBytes: 64 * 1024 * 1024 };
    new TableModel({ seed, keys: 400, valueBytesMax: 700_000, table }).run(Math.ceil(steps / 4));
  });

  test('with keys in order, few and many', () => {
    const table = { ordered: true };
    new TableModel({ seed, keys: 200, valueBytesMax: 300, table }).run(Math.ceil(steps / 4));
    new TableModel({
      seed,
      keys: 3000,
      valueBytesMax: 50_000,
      table: { ...table, maxBytes: 48 * 1024 * 1024 },
    }).run(Math.ceil(steps / 2));
  });

  test('in three parts, small and large entries, in order and not', () => {
    const parts = 3;
    new TableModel({ seed, parts, keys: 300, valueBytesMax: 300 }).run(steps);
    const table = { ordered: true, maxBytes: 96 * 1024 * 1024 };
    new TableModel({ seed, parts, keys: 3000, valueBytesMax: 50_000, table }).run(Math.ceil(steps / 2));
  });

  test('in a memory that is full most of the time', () => {
    const table = { maxBytes: 32 * 1024 * 1024 };
    const model = new TableModel({ seed, keys: 12_000, valueBytesMax: 34_000, table });
    model.run(steps);
    expect(model.refused).toBeGreaterThan(0);
  });
});
