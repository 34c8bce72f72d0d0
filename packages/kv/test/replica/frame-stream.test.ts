import { seededRandom } from '@oremill/runtime';
import { expect, test } from 'vitest';
import { FRAME_HEAD_BYTES, sealFrame } from '../../src/log/frame.ts';
import { encodeHeader, HEADER_BYTES } from '../../src/log/log-file.ts';
import { FrameStream, type Logged } from '../../src/replica/frame-stream.ts';
import { PieceDamaged } from '../../src/replica/leader-client.ts';

const ID = Buffer.alloc(16, 7);
const START = 1000;

function frame(position: number, bytes: number, safe = position): Buffer {
  const sealed = Buffer.alloc(FRAME_HEAD_BYTES + bytes, position % 251);
  sealFrame(sealed, { id: ID, position, safe });
  return sealed;
}

/** Frames of different lengths, and the beginning of the next file between them. */
function someLog(): Buffer {
  const parts: Buffer[] = [];
  let position = START;
  for (const bytes of [10, 0, 3000, -1, 5, 70_000]) {
    const part =
      bytes >= 0 ? frame(position, bytes) : encodeHeader({ path: '', number: 4, start: position, id: ID });
    parts.push(part);
    position += part.length;
  }
  return Buffer.concat(parts);
}

const open = () => new FrameStream({ id: ID, position: START, number: 3, start: START });

/** Frames as their lengths, a file as its number. */
function show(logged: readonly Logged[]): string[] {
  return logged.flatMap((each) =>
    'file' in each ? [`file ${each.file}`] : each.frames.map(({ length }) => `${length - FRAME_HEAD_BYTES}`),
  );
}

test('a log is cut into the same frames and files, in whatever pieces it comes', () => {
  const log = someLog();
  const random = seededRandom(3);
  for (let round = 0; round < 50; round += 1) {
    const stream = open();
    const seen: string[] = [];
    for (let at = 0; at < log.length; ) {
      const end = Math.min(log.length, at + 1 + Math.floor(random() ** 3 * 40_000));
      seen.push(...show(stream.push(log.subarray(at, end))));
      at = end;
      expect(stream.end).toBe(START + at);
    }
    expect(seen).toEqual(['10', '0', '3000', 'file 4', '5', '70000']);
  }
});

test('a bit that is another one is refused, wherever it is, or leaves a frame that never gets whole', () => {
  const log = someLog().subarray(0, 4 * FRAME_HEAD_BYTES + 3010 + HEADER_BYTES + 5);
  const whole = show(open().push(log)).length;
  for (let bit = 0; bit < log.length * 8; bit += 7) {
    const damaged = Buffer.from(log);
    damaged[bit >> 3] = (damaged[bit >> 3] as number) ^ (1 << (bit & 7));
    let seen: string[] = [];
    try {
      seen = show(open().push(damaged));
    } catch (error) {
      expect(error).toBeInstanceOf(PieceDamaged);
    }
    expect(seen.length).toBeLessThan(whole);
  }
});

test('what is not of this log, or not what comes next, is refused', () => {
  const refused = [
    frame(START + 1, 10),
    // On the disk were positions that are in the file before, or were not there yet.
    frame(START, 10, START - 1),
    frame(START, 10, START + 1),
    encodeHeader({ path: '', number: 5, start: START, id: ID }),
    encodeHeader({ path: '', number: 4, start: START + 1, id: ID }),
    encodeHeader({ path: '', number: 4, start: START, id: Buffer.alloc(16, 8) }),
  ];
  for (const piece of refused) expect(() => open().push(piece)).toThrow(PieceDamaged);
});
