import { basename } from 'node:path';
import { type CompressionAdvice, datasetNameSchema } from '@oremill/types';

/** A command line for a shell that publishes what was measured as it was advised, under a name that follows from the first source. */
export function advisedCommand(
  { choices, recommended }: CompressionAdvice,
  sources: readonly string[],
): string {
  const setting = choices.find(({ name }) => name === recommended)?.setting ?? 'none';
  return ['kv publish', nameAfter(sources[0] ?? ''), ...sources.map(quoted), '--compression', setting].join(
    ' ',
  );
}

function nameAfter(source: string): string {
  const [stem = ''] = basename(source).toLowerCase().split('.');
  const name = stem.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '');
  return datasetNameSchema.safeParse(name).success ? name : 'values';
}

function quoted(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
