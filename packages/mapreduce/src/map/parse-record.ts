import type { Projector } from '@oremill/json-fields';
import type { Limits } from '../config.ts';
import type { Protocol } from '../job/protocols.ts';
import type { Lines } from './lines.ts';

/** Makes the record of the line that the reader stands at; throws what is wrong with it. */
export function recordParser(
  protocol: Protocol<unknown>,
  lines: Lines,
  limits: Limits,
  projector: Projector<unknown> | undefined,
): () => unknown {
  const read = parserOf(protocol, lines, projector);
  return () => {
    if (lines.isTooLong) throw new Error(`the record is longer than ${limitOf(protocol, limits)} bytes`);
    return read();
  };
}

function limitOf({ kind }: Protocol<unknown>, limits: Limits): number {
  return kind === 'file' ? limits.fileBytesMax : limits.lineBytesMax;
}

function parserOf(
  protocol: Protocol<unknown>,
  lines: Lines,
  projector: Projector<unknown> | undefined,
): () => unknown {
  switch (protocol.kind) {
    case 'text':
      return () => {
        checkUtf8(lines);
        return protocol.parse(lines.buffer.toString('utf8', lines.lineStart, lines.lineEnd));
      };
    case 'json':
      return () => {
        checkUtf8(lines);
        return projector?.parse(lines.buffer, lines.address, lines.lineStart, lines.lineEnd);
      };
    case 'bytes':
      return () => protocol.parse(lines.buffer.subarray(lines.lineStart, lines.lineEnd));
    case 'file':
      return () => lines.file && protocol.parse(lines.file);
  }
}

function checkUtf8(lines: Lines): void {
  if (!lines.isLineUtf8()) throw new Error('the record is not valid UTF-8');
}
