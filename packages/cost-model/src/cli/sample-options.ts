import { createObjects } from '@oremill/runtime/objects';
import { readSample, type Sample } from '../read-sample.ts';
import { type Content, openContents } from '../sample/open-content.ts';
import { rulesSchema } from '../statistics/rules.ts';
import { TWEETS_2012 } from '../statistics/rules-2012.ts';
import { drawReading } from './draw-reading.ts';

export interface SampleFlags {
  readonly text?: string | undefined;
  readonly tokens?: 'words' | 'letters' | 'single-spaces' | undefined;
  readonly format?: 'json-lines' | 'tsv' | undefined;
  readonly columns?: string | undefined;
  readonly rules?: 'tweets-2012' | undefined;
  readonly seed?: number | undefined;
  readonly keep: number;
  readonly all?: true | undefined;
  readonly compression: boolean;
}

/** Reads the sample that a command names. */
export async function sampleOf(inputs: readonly string[], flags: SampleFlags): Promise<Sample> {
  const { text, tokens, format, columns, rules, seed = 1, keep, all, compression } = flags;
  const contents = await openContents(inputs, createObjects());
  const drawing = drawReading(bytesOf(contents));
  const reading = readSample(contents, {
    rules:
      rules === 'tweets-2012'
        ? TWEETS_2012
        : rulesSchema.parse({ text, tokens, format, columns: columns?.split(',') }),
    seed,
    keptMax: keep,
    measuresAll: all === true,
    compresses: compression,
    onProgress: drawing.update,
  });
  return reading.finally(drawing.end);
}

/** Undefined where one of them is a stream. */
function bytesOf(contents: readonly Content[]): number | undefined {
  let bytes = 0;
  for (const { storedBytes } of contents) {
    if (storedBytes === undefined) return undefined;
    bytes += storedBytes;
  }
  return bytes;
}
