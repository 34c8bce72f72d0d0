import { expect, test } from 'vitest';
import { RecordOutput } from '../../src/streaming/record-output.ts';

function openOutput(recordBytesMax = 2 ** 20) {
  const written: Buffer[] = [];
  const output = new RecordOutput((bytes) => written.push(Buffer.from(bytes)), recordBytesMax);
  return { output, written, text: () => Buffer.concat(written).toString('utf8') };
}

test('lines of a record that fails are taken back, also when it had filled the buffer', () => {
  const { output, text } = openOutput();
  const long = 'ü'.repeat(30_000);
  output.beginRecord();
  output.addLine('kept', Buffer.from('1'));
  output.beginRecord();
  output.addLine(long, long);
  output.addLine(long);
  expect(output.count).toBe(3);
  output.rollBack();
  expect(output.count).toBe(1);
  output.addLine('last');
  output.flush();
  expect(text()).toBe('kept\t1\nlast\n');
});

test('what is ready goes out before all of it is there', () => {
  const { output, written, text } = openOutput();
  for (let index = 0; index < 20_000; index += 1) {
    output.beginRecord();
    output.addLine(`key ${index}`, 'value');
  }
  expect(written.length).toBeGreaterThan(3);
  output.flush();
  expect(text()).toBe(Array.from({ length: 20_000 }, (_, index) => `key ${index}\tvalue\n`).join(''));
});

test('a record that emits more than is allowed fails, and the next one does not', () => {
  const { output, text } = openOutput(100_000);
  output.beginRecord();
  expect(() => {
    for (;;) output.addLine('0123456789');
  }).toThrow(new RangeError('the record emits more than there is memory for, 100000 bytes'));
  output.rollBack();
  output.beginRecord();
  output.addLine('next');
  output.flush();
  expect(text()).toBe('next\n');
});

test('what writing threw in the middle of a record is thrown again before the next', () => {
  const full = new Error('the disk is full');
  const output = new RecordOutput(() => {
    throw full;
  }, 2 ** 20);
  output.beginRecord();
  output.addLine('kept');
  output.beginRecord();
  expect(() => output.addLine('x'.repeat(100_000))).toThrow(full);
  output.rollBack();
  expect(() => output.beginRecord()).toThrow(full);
});
