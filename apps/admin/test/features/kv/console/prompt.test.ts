import { expect, test } from 'vitest';
import { describePrompt } from '../../../../src/features/kv/console/prompt.ts';
import { datasetOf } from '../../../fixtures/dataset.ts';

test('the prompt says what it speaks to, and whether it can be written', () => {
  expect([
    describePrompt(datasetOf()),
    describePrompt(datasetOf({ name: 'sessions', kind: 'live', versions: [] })),
    describePrompt(undefined),
  ]).toEqual(['bookmarks (version 1, read-only)', 'sessions (live)', 'no dataset']);
});
