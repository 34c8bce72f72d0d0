import { expect, test } from 'vitest';
import { baseName, shortenMiddle, showHidden } from '../../src/format/shorten.ts';

test('a long name keeps its beginning and its end', () => {
  expect(shortenMiddle('abcdefghij', 7)).toBe('abc…hij');
  expect(shortenMiddle('abcdefg', 7)).toBe('abcdefg');
  expect(shortenMiddle('x'.repeat(200), 32)).toHaveLength(32);
});

test('no letter is cut in half', () => {
  expect(shortenMiddle('😀😀😀😀😀😀', 5)).toBe('😀😀…😀😀');
});

test('the last part of a path is its name', () => {
  expect(baseName('/data/bookmarks.jsonl')).toBe('bookmarks.jsonl');
  expect(baseName('s3://bucket/folder/')).toBe('folder');
  expect(baseName('/')).toBe('/');
});

test('letters that turn or hide others are made visible; joiners and right-to-left letters stay', () => {
  expect(showHidden('a\u202etxt.exe')).toBe('a\\u202etxt.exe');
  expect(showHidden('tab\there')).toBe('tab\\u0009here');
  expect(showHidden('مرحبا')).toBe('مرحبا');
  expect(showHidden('👩\u200d🚀')).toBe('👩\u200d🚀');
});
