import type { Job } from '@oremill/types';
import { expect, test } from 'vitest';
import {
  NO_SETTINGS,
  readRequest,
  type Settings,
  type StartDraft,
} from '../../../../src/features/mapreduce/start/start-request.ts';

const JOB: Job = {
  name: 'tag-pairs',
  summary: '',
  encoding: 'tsv-raw',
  columns: [],
  steps: 1,
  options: [{ name: 'minCount', flag: '--min-count', type: 'integer', isRequired: false, default: 2 }],
  files: [],
};

const DRAFT: StartDraft = {
  source: 'path',
  path: ' /data/a.jsonl ',
  uploadId: undefined,
  options: {},
  settings: NO_SETTINGS,
};

const readSettings = (settings: Partial<Settings>) =>
  readRequest(JOB, { ...DRAFT, settings: { ...NO_SETTINGS, ...settings } });

test('what is left empty is left out', () => {
  const { request, faults } = readRequest(JOB, DRAFT);
  expect(JSON.parse(JSON.stringify(request))).toEqual({ job: 'tag-pairs', input: { path: '/data/a.jsonl' } });
  expect(faults).toEqual({});
});

test('options and settings are sent as numbers, bytes and a share', () => {
  const settings: Settings = {
    workers: '3',
    memory: '1.5 GiB',
    partitions: '8',
    skip: '2.5',
    skipUnit: 'percent',
    compression: 'zstd',
  };
  expect(readRequest(JOB, { ...DRAFT, options: { minCount: '5' }, settings }).request).toEqual({
    job: 'tag-pairs',
    input: { path: '/data/a.jsonl' },
    options: { minCount: 5 },
    workers: 3,
    memoryBytes: 1.5 * 2 ** 30,
    partitions: 8,
    compression: 'zstd',
    skipShareMax: 0.025,
  });
  expect(readSettings({ skip: '0' }).request?.skipLimit).toBe(0);
});

test('a wrong field is named and nothing is sent', () => {
  const wrong = { workers: '0', memory: 'much', partitions: '1.5', skip: '-1' };
  const { request, faults } = readSettings(wrong);
  expect(request).toBeUndefined();
  expect(Object.keys(faults).toSorted()).toEqual(['memory', 'partitions', 'skip', 'workers']);
  expect(readSettings({ skip: '101', skipUnit: 'percent' }).faults).toEqual({
    skip: 'A share from 0 to 100 %.',
  });
  expect(readRequest(JOB, { ...DRAFT, options: { minCount: 'x' } }).faults).toEqual({
    'options.minCount': 'It must be a number.',
  });
});

test('without an input there is no request', () => {
  expect(readRequest(JOB, { ...DRAFT, path: ' ' })).toEqual({
    request: undefined,
    faults: { input: 'Choose a file first.' },
  });
  const uploading = { ...DRAFT, source: 'upload' } as const;
  expect(readRequest(JOB, uploading).faults).toEqual({ input: 'Upload a file first.' });
  expect(readRequest(JOB, { ...uploading, uploadId: 'u' }).request?.input).toEqual({ uploadId: 'u' });
});
