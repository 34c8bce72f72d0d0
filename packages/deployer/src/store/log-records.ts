import type { LogLine } from '@oremill/types';

/** A line of a log as it is in its file: time, stream, text. What ends without a newline was torn by a crash. */
export function toRecord({ atMs, stream, text }: Omit<LogLine, 'line'>): string {
  // A carriage return is kept; a newline cannot be in a line.
  return `${Math.round(atMs).toString(36)} ${LETTERS[stream]} ${text.replaceAll('\n', ' ')}\n`;
}

export function fromRecord(record: string, line: number): LogLine {
  const [, time = '0', letter = 'o', text = ''] = /^([0-9a-z]+) ([oeg]) (.*)$/s.exec(record) ?? [];
  return { line, atMs: Number.parseInt(time, 36), stream: STREAMS[letter as keyof typeof STREAMS], text };
}

const LETTERS = { out: 'o', err: 'e', engine: 'g' } as const;
const STREAMS = { o: 'out', e: 'err', g: 'engine' } as const;

/** The whole records of a chunk. */
export function recordsOf(content: string): string[] {
  const end = content.lastIndexOf('\n');
  return end < 0 ? [] : content.slice(0, end).split('\n');
}
