import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { MANIFEST_FILE, outputManifestSchema } from '@oremill/types';
import { expect, test } from 'vitest';
import { runJob } from '../../src/run-job.ts';
import { readParts, useScratch, writeInput } from '../scratch.ts';

const JOB = new URL('../jobs/obedient.ts', import.meta.url);
const COUNT = new URL('../../examples/word-count.ts', import.meta.url);
const scratch = useScratch();

const kinds = [
  ['gzip', '.gz', gunzipSync],
  ['zstd', '.zst', zstdDecompressSync],
] as const;

test.each(kinds)(
  'an output with compression %s says so, and is input for the next job',
  async (compression, ending, read) => {
    const folder = scratch();
    const input = writeInput(
      folder,
      'orders.txt',
      Array.from({ length: 300 }, (_, index) => `a${index % 50} ${index}`).join('\n'),
    );
    const plain = join(folder, 'plain');
    const output = join(folder, 'output');
    await runJob({ job: JOB, inputs: [input], output: plain, runner: 'inline', partitions: 2 });
    await runJob({
      job: JOB,
      inputs: [input],
      output,
      runner: 'threads',
      workers: 1,
      partitions: 2,
      compression,
    });
    const names = readdirSync(output).filter((name) => name.startsWith('part-'));
    expect(names).toEqual([`part-00000${ending}`, `part-00001${ending}`]);
    const content = names.map((name) => read(readFileSync(join(output, name))).toString('latin1'));
    expect(content).toEqual(Object.values(readParts(plain)));
    const manifest = outputManifestSchema.parse(
      JSON.parse(readFileSync(join(output, MANIFEST_FILE), 'utf8')),
    );
    expect(manifest).toMatchObject({ compression, parts: names.map((path) => ({ path })) });
    const again = await runJob({
      job: COUNT,
      inputs: [output],
      output: join(folder, 'again'),
      runner: 'inline',
    });
    expect(again.progress.records).toBe(300);
  },
);
