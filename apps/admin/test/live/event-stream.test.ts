import { expect, test } from 'vitest';
import { createEventParser, type StreamEvent } from '../../src/live/event-stream.ts';

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const parse = createEventParser((event) => events.push(event));
  for (const piece of pieces) parse(piece);
  return events;
}

test('an event has its id, name and data', () => {
  expect(read('id: b-7\nevent: execution\ndata: {"a":1}\n\n')).toEqual([
    { id: 'b-7', name: 'execution', data: '{"a":1}' },
  ]);
});

test('pieces may end anywhere, also between the two ends of a line', () => {
  const text = 'id: b-1\r\ndata: one\r\n\r\nid: b-2\r\ndata: two\r\n\r\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    expect(read(text.slice(0, cut), text.slice(cut)).map(({ data }) => data)).toEqual(['one', 'two']);
  }
});

test('a comment is no event, and neither is a block without data', () => {
  expect(read(': heartbeat\n\nid: b-3\n\n')).toEqual([]);
});

test('lines of data are joined, one space after the colon is left out, and the id stays for the next', () => {
  expect(read('id: b-4\ndata: a\ndata:  b\n\ndata\n\n')).toEqual([
    { id: 'b-4', name: 'message', data: 'a\n b' },
    { id: 'b-4', name: 'message', data: '' },
  ]);
});

test('an event that is cut off is not delivered', () => {
  expect(read('data: half\n')).toEqual([]);
});
