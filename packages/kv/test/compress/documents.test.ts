import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { tweets } from '@oremill/workbench/values';
import { openCodec, trainDictionary } from '@oremill/zstd';
import { expect, test } from 'vitest';

test('the value in the concept has the lengths that it says', () => {
  const concept = readFileSync(
    new URL('../../../../docs/concepts/kv-compression.md', import.meta.url),
    'utf8',
  );
  const dictionary = trainDictionary(tweets(3000), { bytesMax: 64 * 1024 });
  const alone = openCodec({ kind: 'zstd' });
  const trained = openCodec({ kind: 'zstd', dictionary });
  const unseen = tweets(500, 2);

  const row = (title: string, length: (value: Buffer) => number | undefined): string => {
    const lengths = unseen.map((value) => length(value) ?? value.length);
    const average = Math.round(lengths.reduce((sum, bytes) => sum + bytes, 0) / lengths.length);
    return `| ${title} | ${lengths[0]?.toLocaleString('en-US')} | ${average.toLocaleString('en-US')} |`;
  };
  expect(concept).toContain(row('it is', ({ length }) => length));
  expect(concept).toContain(row('zstd, level 3', (value) => alone.compress(value)?.length));
  expect(concept).toContain(
    row('zstd, level 5, with the dictionary', (value) => trained.compress(value)?.length),
  );

  // Other processors have another zlib, whose lengths differ by a few bytes.
  const [, one = '', average = ''] = /zlib, level 6 \| ([\d,]+) \| ([\d,]+) /.exec(concept) ?? [];
  const zlibBytes = unseen.map((value) => deflateSync(value).length);
  const sum = zlibBytes.reduce((total, bytes) => total + bytes, 0);
  expect(Number(one.replace(',', '')) / (zlibBytes[0] as number)).toBeCloseTo(1, 1);
  expect(Number(average.replace(',', '')) / (sum / zlibBytes.length)).toBeCloseTo(1, 1);
  for (const codec of [alone, trained]) codec.close();
});
