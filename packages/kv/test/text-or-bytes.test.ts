import { expect, test } from 'vitest';
import { toBytes, toText } from '../src/http/text-or-bytes.ts';

function shared(bytes: readonly number[]): Uint8Array {
  const view = new Uint8Array(new SharedArrayBuffer(bytes.length));
  view.set(bytes);
  return view;
}

test.each([
  ['text', [...Buffer.from('grüße 👋')], 'grüße 👋'],
  ['a text with the sign that stands for what is no text', [...Buffer.from('a\ufffdb')], 'a\ufffdb'],
  ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ['no text', [0x61, 0xff], { base64: 'Yf8=' }],
  ['half a character', [0xf0, 0x9f], { base64: '8J8=' }],
  ['nothing', [], ''],
])('%s goes to JSON and back', (_, bytes, expected) => {
  for (const given of [Buffer.from(bytes), shared(bytes)]) {
    expect(toText(given)).toEqual(expected);
    expect([...toBytes(toText(given))]).toEqual(bytes);
  }
});
