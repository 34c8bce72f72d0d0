import { expect, test } from 'vitest';
import { parseCommand } from '../../../../src/features/kv/console/parse-command.ts';

const words = (line: string) => {
  const parsed = parseCommand(line);
  return 'words' in parsed ? parsed.words : parsed;
};

test('words stand between white space, quotes hold them together, also empty ones', () => {
  expect(words('  SET  key "two words"  \'it\\\'s\' "" ')).toEqual(['SET', 'key', 'two words', "it's", '']);
  expect(words('SET k {"a":1}')).toEqual(['SET', 'k', '{"a":1}']);
  expect(words('   ')).toEqual([]);
});

test('in double quotes escapes are bytes; what is no text then becomes base64', () => {
  expect(words(String.raw`SET "a\n\t\"\\" "\xff\x00"`)).toEqual(['SET', 'a\n\t"\\', { base64: '/wA=' }]);
  expect(words(String.raw`GET "\xc3\xa4" '\xff'`)).toEqual(['GET', 'ä', String.raw`\xff`]);
  expect(words('SET 🦉 "🦉"')).toEqual(['SET', '🦉', '🦉']);
});

test('a quote in a word is part of it only at its start; one that is not closed is refused with its place', () => {
  expect(words('SET a "b')).toEqual({ fault: 'the quote " is not closed', at: 6 });
  expect(words('SET "a"b')).toEqual({ fault: 'a space is needed after a closing quote', at: 7 });
  expect(words(String.raw`SET "a\"`)).toEqual({ fault: 'the quote " is not closed', at: 4 });
});
