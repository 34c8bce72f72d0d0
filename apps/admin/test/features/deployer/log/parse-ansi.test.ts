import { expect, test } from 'vitest';
import { parseAnsi, plainText } from '../../../../src/features/deployer/log/parse-ansi.ts';

const ESC = '\u001b';

test('colours of 16, of 256 and of all, and what ends them', () => {
  expect(parseAnsi(`a${ESC}[31mb${ESC}[1;92mc${ESC}[0md`)).toEqual([
    { text: 'a', style: {} },
    { text: 'b', style: { color: 1 } },
    { text: 'c', style: { color: 10, isBold: true } },
    { text: 'd', style: {} },
  ]);
  expect(parseAnsi(`${ESC}[38;5;196ma${ESC}[48;2;1;2;300mb${ESC}[39;49mc`).map(({ style }) => style)).toEqual(
    [
      { color: 'rgb(255 0 0)' },
      { color: 'rgb(255 0 0)', background: 'rgb(1 2 255)' },
      { color: undefined, background: undefined },
    ],
  );
});

test('what moves the cursor is left out, and of a progress bar the last state stays', () => {
  expect(plainText(`${ESC}[2K${ESC}[1A 10 %\r 50 %\r100 %\r\r`)).toBe('100 %');
  expect(plainText(`a${ESC}(Bb${ESC}`)).toBe('ab');
});

test('links go to http and https only', () => {
  const link = (address: string) => `${ESC}]8;;${address}${ESC}\\here${ESC}]8;;${ESC}\\ and on`;
  expect(parseAnsi(link('https://example.org/a'))).toEqual([
    { text: 'here', style: {}, href: 'https://example.org/a' },
    { text: ' and on', style: {} },
  ]);
  expect(parseAnsi(link('javascript:alert(1)')).map(({ href }) => href)).toEqual([undefined, undefined]);
});

test('text that looks like markup stays text', () => {
  expect(parseAnsi('<script>alert(1)</script>')).toEqual([{ text: '<script>alert(1)</script>', style: {} }]);
});
