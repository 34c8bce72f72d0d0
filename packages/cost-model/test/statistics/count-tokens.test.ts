import { expect, test } from 'vitest';
import { countTokens, tokensOf } from '../../src/statistics/count-tokens.ts';
import { type Rules, rulesSchema } from '../../src/statistics/rules.ts';
import { TWEETS_2012 } from '../../src/statistics/rules-2012.ts';

const rules = (tokens: Rules['tokens']): Rules => rulesSchema.parse({ text: 'text', tokens });

test.each([
  ['single-spaces', 'Two  spaces ', ['two', '', 'spaces', '']],
  ['single-spaces', 'tab\tand\nnewline stay', ['tab\tand\nnewline', 'stay']],
  ['words', '  Two\t\nspaces\u00a0here  ', ['two', 'spaces', 'here']],
  ['words', ' ', []],
  ['letters', "Don't stop, señor: 42!", ['don', 't', 'stop', 'señor', '42']],
  ['letters', '日本語 テキスト', ['日本語', 'テキスト']],
  ['letters', '...', []],
] as const)('%s: %j', (how, text, tokens) => {
  expect(tokensOf(text, { tokens: how })).toEqual(tokens);
});

test('the rules of 2012 count empty tokens, and characters of repeated ones too', () => {
  expect(countTokens('A b  a', TWEETS_2012)).toEqual({ tokens: 4, uniqueTokens: 3, characters: 3 });
});

test('the rules of 2012 leave out what has no space, or is no text', () => {
  expect(countTokens('oneword', TWEETS_2012)).toBeUndefined();
  expect(countTokens('one\tword', TWEETS_2012)).toBeUndefined();
  expect(countTokens('', TWEETS_2012)).toBeUndefined();
  expect(countTokens(undefined, TWEETS_2012)).toBeUndefined();
  expect(countTokens(['a b'], TWEETS_2012)).toBeUndefined();
  expect(countTokens(' ', TWEETS_2012)).toEqual({ tokens: 2, uniqueTokens: 1, characters: 0 });
});

test('other rules count nothing of what is no text, and leave no record out', () => {
  for (const value of [undefined, null, 7, '', ' \n'])
    expect(countTokens(value, rules('words'))).toEqual({ tokens: 0, uniqueTokens: 0, characters: 0 });
  expect(countTokens('oneword', rules('words'))).toEqual({ tokens: 1, uniqueTokens: 1, characters: 7 });
});

test('characters are code points: a pair of surrogates is one, and each that stands alone is one', () => {
  const charactersOf = (text: string) => countTokens(text, rules('words'))?.characters;
  expect(charactersOf('a😀b')).toBe(3);
  expect(charactersOf('\ud83d')).toBe(1);
  expect(charactersOf('\ude00')).toBe(1);
  expect(charactersOf('\ude00\ud83d')).toBe(2);
  expect(charactersOf('\ud83d\ud83d\ude00')).toBe(2);
  // What lower case makes longer counts as it is then, as in Python.
  expect(charactersOf('İ')).toBe(2);
});
