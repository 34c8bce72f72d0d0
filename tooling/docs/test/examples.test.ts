import { expect, test } from 'vitest';
import { fencedBlocks } from '../src/examples.ts';

test('fencedBlocks finds each block with its language and line', () => {
  const page = ['# T', '```sh', 'a', 'b', '```', 'text', '```', 'plain', '```'].join('\n');
  expect(fencedBlocks(page)).toEqual([
    { language: 'sh', text: 'a\nb', line: 2 },
    { language: '', text: 'plain', line: 7 },
  ]);
});
