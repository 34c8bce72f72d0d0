import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SampleStore } from '../../src/sample/sample-store.ts';
import { sampleOf } from '../scenario-sample.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samples-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a sample that is kept is the sample that was measured', async () => {
  const store = new SampleStore(folder);
  const sample = await sampleOf(50);
  const { id, statistics } = store.add(sample, 0);
  expect(statistics).toEqual(sample.statistics);
  expect(store.open(id)).toEqual(sample);
  expect(store.add(sample, 1).id).toBe(id);
  expect(readdirSync(folder)).toEqual([`${id}.json`]);
  store.remove(id);
  expect(() => store.open(id)).toThrow(expect.objectContaining({ code: 'SAMPLE_MISSING' }));
  expect(() => store.remove(id)).toThrow(expect.objectContaining({ code: 'SAMPLE_MISSING' }));
});

test('a file that is cut, or none of ours, keeps no other from being read', async () => {
  const store = new SampleStore(folder);
  const { id } = store.add(await sampleOf(50), 0);
  const cut = '0123456789abcdef';
  writeFileSync(join(folder, `${cut}.json`), '{"id":"0123');
  writeFileSync(join(folder, 'notes.json'), '{}');
  expect(store.list().map((sample) => sample.id)).toEqual([id]);
  expect(() => store.get(cut)).toThrow(expect.objectContaining({ code: 'SAMPLE_MISSING' }));
  store.remove(cut);
  const other = store.add(await sampleOf(60), 1);
  expect(store.list().map((sample) => sample.id)).toEqual([other.id, id]);
});

test.each(['../token', '0123456789abcde', 'constructor', ''])('%s is the name of no sample', (id) => {
  expect(() => new SampleStore(folder).get(id)).toThrow(expect.objectContaining({ code: 'SAMPLE_MISSING' }));
});
