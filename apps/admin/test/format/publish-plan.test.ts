import { publishSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import {
  NO_PUBLISH_SETTINGS,
  type PublishSettings,
  planPublish,
  readPublishDraft,
  toPublish,
} from '../../src/format/publish-plan.ts';
import { datasetOf, versionOf } from '../fixtures/dataset.ts';

const dataset = datasetOf({
  versions: [versionOf({ number: 4, isServed: false }), versionOf({ number: 3, isServed: true, entries: 1 })],
});

describe('the plan', () => {
  test('a first version replaces nothing', () => {
    expect(planPublish('bookmarks', undefined, 1342, NO_PUBLISH_SETTINGS)).toEqual({
      consequence: 'Makes the dataset bookmarks and publishes its version 1 from 1,342 rows.',
      undo: 'Nothing of that name is served yet. If the source is refused, nothing is made.',
      action: 'Publish bookmarks',
      isFinal: false,
    });
  });

  test('another version names what it replaces, and has the number after the newest', () => {
    expect(planPublish('bookmarks', dataset, 1, NO_PUBLISH_SETTINGS)).toEqual({
      consequence: 'Replaces the 1 entry of version 3 by 1 row.',
      undo: 'Version 3 is kept, unless this dataset was told to keep fewer than 3: one click serves it again.',
      action: 'Publish version 5 of bookmarks',
      isFinal: false,
    });
  });

  test('a delta says that the others stay', () => {
    const { consequence } = planPublish('bookmarks', dataset, undefined, {
      ...NO_PUBLISH_SETTINGS,
      isDelta: true,
    });
    expect(consequence).toBe(
      'Puts what is in the source over the 1 entry of version 3: equal keys get the new value, the others stay.',
    );
  });

  test.each([
    ['one version is kept', [2, 1], 2, '1', 'Version 2 is removed, so there is no way back to it.', true],
    ['two are kept', [2, 1], 2, '2', 'Version 2 is kept: one click serves it again.', false],
    [
      'nothing was said, and two are there',
      [2, 1],
      2,
      '',
      'Version 2 is kept: one click serves it again.',
      false,
    ],
    [
      'nothing was said, and one is there',
      [1],
      1,
      '',
      'Version 1 is kept, unless this dataset was told to keep fewer than 3: one click serves it again.',
      false,
    ],
    [
      'the oldest of three is served',
      [5, 4, 3],
      3,
      '',
      'Version 3 is the oldest that is kept: unless more than 3 are to be kept, it is removed and there is no way back to it.',
      true,
    ],
  ] as const)('the way back, when %s', (_title, numbers, served, keep, undo, isFinal) => {
    const versions = numbers.map((number) => versionOf({ number, isServed: number === served }));
    const plan = planPublish('bookmarks', datasetOf({ versions }), 5, { ...NO_PUBLISH_SETTINGS, keep });
    expect([plan.undo, plan.isFinal]).toEqual([undo, isFinal]);
  });

  test('a version that somebody is pinned to is kept, however old', () => {
    const versions = [5, 4, 3].map((number) => versionOf({ number, isServed: number === 3 }));
    const pinned = datasetOf({ versions, pins: { users: { ana: 3 } } });
    expect(planPublish('bookmarks', pinned, 5, { ...NO_PUBLISH_SETTINGS, keep: '1' }).isFinal).toBe(false);
  });
});

describe('the form', () => {
  const draftOf = (name: string, change: object = {}) =>
    readPublishDraft(name, [dataset, datasetOf({ name: 'sessions', kind: 'live', versions: [] })], {
      ...NO_PUBLISH_SETTINGS,
      ...change,
    });

  test('a name and numbers that the API would refuse are found while they are typed', () => {
    expect(draftOf('Not A Name', { keep: '0', badLinesMax: '-1' }).faults).toEqual({
      name: 'a dataset’s name is lower case letters, digits and -',
      keep: 'A number from 1 to 100.',
      badLinesMax: 'A number, 0 or more.',
    });
    expect(draftOf('datasets').faults).toEqual({ name: 'this name is taken by the API' });
    expect(draftOf('sessions').faults).toEqual({
      name: 'This dataset is live: it is written, not published.',
    });
    expect(draftOf('a-1', { keep: '100', badLinesMax: '0' })).toMatchObject({ faults: {}, isSound: true });
  });

  test('an empty name is not told as a fault, and cannot be published', () => {
    expect(draftOf('')).toMatchObject({ faults: {}, isSound: false });
  });

  test('a delta needs a version to be put on', () => {
    expect(draftOf('bookmarks', { isDelta: true }).settings.isDelta).toBe(true);
    expect(draftOf('another', { isDelta: true }).settings.isDelta).toBe(false);
  });
});

test('the request holds what was chosen and leaves the rest to the store', () => {
  const plain = toPublish({ executionId: 'x' }, NO_PUBLISH_SETTINGS);
  expect(plain).toEqual({ executionId: 'x', isDelta: false, duplicates: 'last' });
  const chosen = toPublish(
    { source: '/data/a.tsv' },
    {
      isDelta: true,
      compression: 'zstd-dictionary',
      level: '9',
      dictionaryKib: '112',
      order: 'unordered',
      keep: '2',
      duplicates: 'error',
      badLinesMax: '10',
    },
  );
  expect(chosen).toEqual({
    source: '/data/a.tsv',
    isDelta: true,
    compression: 'zstd-dictionary:9:112KiB',
    isOrdered: false,
    keep: 2,
    duplicates: 'error',
    badLinesMax: 10,
  });
  for (const request of [plain, chosen]) expect(publishSchema.safeParse(request).success).toBe(true);
});

test.each<[Partial<PublishSettings>, string | undefined]>([
  [{ level: '9', dictionaryKib: '16' }, undefined],
  [{ compression: 'none', level: '9' }, 'none'],
  [{ compression: 'zstd' }, 'zstd'],
  [{ compression: 'zstd', level: '1', dictionaryKib: '16' }, 'zstd:1'],
  [{ compression: 'zstd-dictionary' }, 'zstd-dictionary'],
  [{ compression: 'zstd-dictionary', level: '19' }, 'zstd-dictionary:19'],
  [{ compression: 'zstd-dictionary', dictionaryKib: '1024' }, 'zstd-dictionary:5:1024KiB'],
])('of %j the store is told what the codec has a use for', (settings, compression) => {
  const request = toPublish({ executionId: 'x' }, { ...NO_PUBLISH_SETTINGS, ...settings });
  expect(request.compression).toBe(compression);
  expect(publishSchema.safeParse(request).success).toBe(true);
});
