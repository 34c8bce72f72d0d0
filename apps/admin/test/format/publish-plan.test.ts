import { publishSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import {
  findPublishFaults,
  NO_PUBLISH_SETTINGS,
  planPublish,
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
      undo: 'Version 3 is kept: one click serves it again.',
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

  test('keeping one version takes away the way back, and says so', () => {
    const plan = planPublish('bookmarks', dataset, 5, { ...NO_PUBLISH_SETTINGS, keep: '1' });
    expect([plan.undo, plan.isFinal]).toEqual([
      'Only one version is kept, so version 3 is removed and there is no way back.',
      true,
    ]);
  });
});

test('a name and numbers that the API would refuse are found while they are typed', () => {
  expect(findPublishFaults('Not A Name', { ...NO_PUBLISH_SETTINGS, keep: '0', badLinesMax: '-1' })).toEqual({
    name: 'a dataset’s name is lower case letters, digits and -',
    keep: 'A number from 1 to 100.',
    badLinesMax: 'A number, 0 or more.',
  });
  expect(findPublishFaults('datasets', NO_PUBLISH_SETTINGS)).toEqual({
    name: 'this name is taken by the API',
  });
  expect(findPublishFaults('', NO_PUBLISH_SETTINGS)).toEqual({});
  expect(findPublishFaults('a-1', { ...NO_PUBLISH_SETTINGS, keep: '100', badLinesMax: '0' })).toEqual({});
});

test('the request holds what was chosen and leaves the rest to the store', () => {
  const plain = toPublish({ executionId: 'x' }, NO_PUBLISH_SETTINGS);
  expect(plain).toEqual({ executionId: 'x', isDelta: false, duplicates: 'last' });
  const chosen = toPublish(
    { source: '/data/a.tsv' },
    {
      isDelta: true,
      compression: 'zstd-dictionary',
      order: 'unordered',
      keep: '2',
      duplicates: 'error',
      badLinesMax: '10',
    },
  );
  expect(chosen).toEqual({
    source: '/data/a.tsv',
    isDelta: true,
    compression: 'zstd-dictionary',
    isOrdered: false,
    keep: 2,
    duplicates: 'error',
    badLinesMax: 10,
  });
  for (const request of [plain, chosen]) expect(publishSchema.safeParse(request).success).toBe(true);
});
