import { expect, test } from 'vitest';
import { linesIn } from '../../src/measure/count-lines.ts';
import { languageOf } from '../../src/measure/languages.ts';

function count(path: string, text: string) {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`${path} is no code`);
  const { code, comment, blank } = linesIn(text, language);
  return [code, comment, blank];
}

test.each([
  [
    'a.ts',
    '// one\nconst a = 1; // two\n\n/* three\n\nfour */ b();\n/* five */ c();\n/* six */\n',
    [3, 3, 2],
  ],
  ['a.py', '#!/usr/bin/env python\n"""A text."""\nx = 1  # one\n', [2, 1, 0]],
  ['dir/a.c', 'int a; /* one\ntwo */\n// three /* four\nint b;\n', [2, 2, 0]],
  ['a.sql', '-- one\nSELECT 1;\r\n\r\n', [1, 1, 1]],
  ['a.html', '<!-- one\n-->\n<p>two</p>', [1, 2, 0]],
  ['a.go', '', [0, 0, 0]],
])('%s', (path, text, expected) => {
  expect(count(path, text)).toEqual(expected);
});

test.each(['README', '.ts', 'a.png', 'dir.ts/readme'])('%s is no code', (path) => {
  expect(languageOf(path)).toBeUndefined();
});
