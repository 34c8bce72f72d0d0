import { describe, expect, test } from 'vitest';
import { parseFiles, parseSkipLimit } from '../../src/cli/parse-arguments.ts';

test.each([
  ['0', { skipLimit: 0 }],
  ['20', { skipLimit: 20 }],
  ['5%', { skipShareMax: 0.05 }],
  ['0.5%', { skipShareMax: 0.005 }],
  ['100%', { skipShareMax: 1 }],
])('--skip-limit %s is %o', (text, limit) => {
  expect(parseSkipLimit(text)).toEqual(limit);
});

test.each(['', '%', '-1', '1.5', '101%', 'many', '5 %'])('--skip-limit %o is none', (text) => {
  expect(() => parseSkipLimit(text)).toThrow('It must be a number of records');
});

describe('files', () => {
  test('are names and paths, and a path may have an equals sign in it', () => {
    expect(parseFiles(['a=x.txt', 'b=/y/z=1.txt'])).toEqual({ a: 'x.txt', b: '/y/z=1.txt' });
    expect(parseFiles([])).toEqual({});
  });

  test.each([['a'], ['=x'], ['a=']])('%s is refused', (text) => {
    expect(() => parseFiles([text])).toThrow(expect.objectContaining({ code: 'OPTION_INVALID' }));
  });

  test('the same name twice is refused', () => {
    expect(() => parseFiles(['a=1', 'a=2'])).toThrow('--file a=2');
  });
});
