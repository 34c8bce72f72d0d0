import { isUtf8 } from 'node:buffer';
import type { Limits } from '../config.ts';
import { countLines } from '../files/count-lines.ts';
import { sum, type TokenMapper } from '../job/built-ins.ts';
import { bytes, integer, text } from '../job/codecs.ts';
import type { StepDefinition } from '../job/step.ts';
import type { ShuffleWriter } from '../shuffle/shuffle-writer.ts';
import type { Lines } from './lines.ts';

const CR = 13;

/**
 * Maps the whole chunk that the reader stands at without calling JavaScript for its lines, where the step is made of
 * built-in parts; gives the number of records. Undefined when it has to go line by line.
 */
export type MapChunk = () => number | undefined;

export function chunkMapper(
  step: StepDefinition,
  lines: Lines,
  writer: ShuffleWriter,
  limits: Limits,
): MapChunk | undefined {
  const { input, mapper, shuffle } = step;
  if (shuffle === undefined) return undefined;
  if (mapper === undefined && input.kind === 'bytes' && input.form !== undefined) {
    const { form } = input;
    if (shuffle.key !== bytes || shuffle.value !== bytes) return undefined;
    return () =>
      lines.address === undefined || mayHoldLongLine(lines, limits)
        ? undefined
        : writer.appendLines(lines.address, lines.chunkStart, lines.chunkEnd, form);
  }
  const separator = separatorOf(mapper?.given);
  const isCounting = shuffle.combiner?.given === sum && shuffle.value === integer && shuffle.key === text;
  if (separator === undefined || !isCounting || input.kind !== 'text') return undefined;
  return () => {
    if (lines.address === undefined || mayHoldLongLine(lines, limits)) return undefined;
    const chunk = lines.buffer.subarray(lines.chunkStart, lines.chunkEnd);
    // A CR may be part of a line's end, and a line that is not UTF-8 is skipped: those go line by line.
    if (chunk.includes(CR) || !isUtf8(chunk)) return undefined;
    writer.countTokens(lines.address, lines.chunkStart, lines.chunkEnd, separator);
    return countLines(chunk);
  };
}

/** Whether a line of the chunk may be too long: the reader tells, line by line. Without bytes it stands for one. */
function mayHoldLongLine({ chunkStart, chunkEnd }: Lines, { lineBytesMax }: Limits): boolean {
  return chunkStart === chunkEnd || chunkEnd - chunkStart > lineBytesMax;
}

function separatorOf(given: unknown): number | undefined {
  const { separator } = (given ?? {}) as Partial<TokenMapper>;
  return typeof given === 'function' && separator !== undefined ? separator.charCodeAt(0) : undefined;
}
