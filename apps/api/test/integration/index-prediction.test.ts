import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentOf, readSample, rulesSchema } from '@oremill/cost-model';
import { predictIndex } from '@oremill/cost-model/predict-index';
import { runJob } from '@oremill/mapreduce';
import { seededRandom } from '@oremill/runtime';
import { sharedData } from '@oremill/workbench/missing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const shared = sharedData('bookmarks.jsonl');
const JOB = new URL(import.meta.resolve('@oremill/mapreduce/examples/inverted-index'));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'index-prediction-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Words of an index that was really built, and the bytes of its words and of its postings without their counts. */
async function built(name: string, texts: readonly string[]): Promise<{ terms: number; bytes: number }> {
  const input = join(folder, `${name}.tsv`);
  const output = join(folder, name);
  writeFileSync(input, texts.map((text, document) => `${document}\t${text}\n`).join(''));
  await runJob({ job: JOB, inputs: [input], output, workers: 2 });
  let terms = 0;
  let bytes = 0;
  for (const part of readdirSync(output).filter((file) => file.startsWith('part-'))) {
    for (const row of readFileSync(join(output, part), 'utf8').split('\n').filter(Boolean)) {
      const [word = '', documents = '0', postings = ''] = row.split('\t');
      terms += 1;
      // A count is below 128 nearly always: one byte of each posting.
      bytes += Buffer.byteLength(word) + Buffer.from(postings, 'base64').length - Number(documents);
    }
  }
  return { terms, bytes };
}

/** What is predicted from a part of the texts, by chance. */
async function predicted(texts: readonly string[], share: number): Promise<{ terms: number; bytes: number }> {
  const random = seededRandom(3);
  const some = texts.filter(() => random() < share);
  const content = contentOf('texts', undefined, async function* () {
    yield Buffer.from(some.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  });
  const rules = rulesSchema.parse({ text: 'text', tokens: 'letters' });
  const options = { rules, seed: 1, keptMax: 100_000, measuresAll: true, compresses: false };
  const { vocabulary, means } = await readSample([content], options);
  if (vocabulary === undefined) throw new Error('too few texts');
  const inputs = {
    documents: texts.length,
    tokens: means.tokens,
    uniqueTokens: means.uniqueTokens,
    beta: vocabulary.heaps.beta,
  };
  const { terms, termBytes, postingBytes } = predictIndex(inputs, vocabulary, 'delta-varint');
  return { terms, bytes: termBytes + postingBytes };
}

function expectWithin(share: number, found: number, truth: number): void {
  expect(Math.abs(found / truth - 1), `${found} of ${truth}`).toBeLessThanOrEqual(share);
}

describe('an index that is really built has the size that was predicted, within 15 %', () => {
  test('of generated texts, from a tenth of them', async () => {
    const random = seededRandom(5);
    const texts = Array.from({ length: 20_000 }, () =>
      Array.from(
        { length: 5 + Math.floor(random() * 60) },
        () => `w${Math.floor((1 - random()) ** -1.3)}`,
      ).join(' '),
    );
    const truth = await built('generated', texts);
    expectWithin(0.15, (await predicted(texts, 0.1)).bytes, truth.bytes);
  });

  test.skipIf(shared.skip)(shared.title('of real texts, from a quarter of them, and from all'), async () => {
    const texts = readFileSync(shared.path('bookmarks.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .map((record) =>
        Object.values(record)
          .filter((value) => typeof value === 'string')
          .join(' '),
      )
      .map((text) => text.replace(/[\t\n\r\\]/g, ' '));
    const truth = await built('real', texts);
    expectWithin(0.15, (await predicted(texts, 0.25)).bytes, truth.bytes);
    expectWithin(0.15, (await predicted(texts, 1)).bytes, truth.bytes);
  });
});
