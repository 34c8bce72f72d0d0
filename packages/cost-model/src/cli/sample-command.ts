import { Command } from '@commander-js/extra-typings';
import { drawTable, print, printJson } from '@oremill/runtime/cli';
import {
  type Distribution,
  formatBytes,
  formatCount,
  formatShare,
  type SampleStatistics,
} from '@oremill/types';
import { showNumber } from './draw-tree.ts';
import { SAMPLE_FLAGS } from './sample-flags.ts';
import { sampleOf } from './sample-options.ts';

export const sampleCommand = new Command('sample')
  .description('tell what records are like: sizes, compression, words, fields')
  .argument('<input...>', 'file, folder, glob, s3://bucket/key, or - for stdin; gzip and zstd too')
  .addOption(SAMPLE_FLAGS.text)
  .addOption(SAMPLE_FLAGS.tokens)
  .addOption(SAMPLE_FLAGS.format)
  .addOption(SAMPLE_FLAGS.columns)
  .addOption(SAMPLE_FLAGS.rules)
  .addOption(SAMPLE_FLAGS.seed)
  .addOption(SAMPLE_FLAGS.keep)
  .addOption(SAMPLE_FLAGS.all)
  .addOption(SAMPLE_FLAGS.compression)
  .option('--fields', 'list the fields')
  .option('--json', 'print the statistics as JSON')
  .action(async (inputs, { fields, json, ...flags }) => {
    const { statistics } = await sampleOf(inputs, flags);
    if (json) return printJson(statistics);
    print(drawStatistics(statistics));
    if (fields) print(drawFields(statistics));
  });

function drawStatistics(statistics: SampleStatistics): string {
  const { lines, bytes, records, isWhole, record, zlib, zstd, tokens, uniqueTokens } = statistics;
  const { zstdDictionary, tokenCharacters, tail, heaps } = statistics;
  const rows = [
    rowOf('bytes', record),
    rowOf('bytes, zlib each', zlib),
    rowOf('bytes, zstd each', zstd),
    rowOf('tokens', tokens),
    rowOf('different tokens', uniqueTokens),
  ].filter((row) => row !== undefined);
  const more = [
    `${formatCount(lines)} lines, ${formatBytes(bytes)}; ${formatCount(records)} records measured${isWhole ? ', which are all' : ', by chance'}`,
    drawTable(['of a record', 'mean', 'p5', 'median', 'p95', 'p99', 'most'], rows),
  ];
  if (zstdDictionary) {
    const { meanBytes, dictionaryBytes, trainedOn } = zstdDictionary;
    more.push(
      `with a dictionary of ${formatBytes(dictionaryBytes)}, trained on ${formatCount(trainedOn)} other records, zstd makes ${showNumber(meanBytes)} bytes of one`,
    );
  }
  if (tokenCharacters !== undefined) more.push(`characters of a token: ${showNumber(tokenCharacters)}`);
  if (tail) more.push(`tail index of sizes: ${tail.index.toFixed(2)} ± ${tail.standardError.toFixed(2)}`);
  if (heaps) {
    const { k, beta, betaError } = heaps;
    more.push(`different words of n: ${k.toFixed(2)} × n^(${beta.toFixed(3)} ± ${betaError.toFixed(3)})`);
  }
  return more.join('\n');
}

function rowOf(name: string, column: Distribution | undefined): (string | number)[] | undefined {
  if (column === undefined) return undefined;
  const { mean, p5, p50, p95, p99, max } = column;
  return [name, ...[mean, p5, p50, p95, p99, max].map(showNumber)];
}

function drawFields({ fields }: SampleStatistics): string {
  return drawTable(
    ['field', 'present', 'mean bytes', 'median', 'p95', 'most', 'different', 'in all, about'],
    fields.map((field) => [
      field.name,
      formatShare(field.share),
      showNumber(field.meanBytes),
      showNumber(field.p50Bytes),
      showNumber(field.p95Bytes),
      showNumber(field.maxBytes),
      formatCount(field.distinct),
      formatCount(field.distinctInAll),
    ]),
  );
}
