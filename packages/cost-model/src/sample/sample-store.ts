import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writeFileAtomic } from '@oremill/runtime';
import { costError, type StoredSample, storedSampleSchema } from '@oremill/types';
import type { Sample } from '../read-sample.ts';

const SAMPLES_MAX = 200;
const ID = /^[0-9a-f]{16}$/;

/** A sample as it lies in its file. */
interface Stored extends StoredSample {
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly means: Sample['means'];
  readonly vocabulary: Sample['vocabulary'];
  readonly columns: Sample['columns'];
}

/** Samples that were measured, each a file named by its content: the same records, read alike, are the same sample. */
export class SampleStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    makePrivateFolder(folder);
  }

  add(sample: Sample, nowMs: number): StoredSample {
    const draws = Object.fromEntries(
      Object.entries(sample.draws).map(([column, values]) => [column, [...values]]),
    );
    const { statistics, means, vocabulary, columns } = sample;
    const content = { statistics, draws, means, vocabulary, columns };
    const id = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
    const stored: Stored = { id, readAt: new Date(nowMs).toISOString(), ...content };
    const reply = storedSampleSchema.parse(stored);
    this.#forgetOldest(id);
    writeFileAtomic(this.#path(id), JSON.stringify(stored), 0o600);
    return reply;
  }

  /** Newest first. A file that is no sample of ours, or of an older form, is passed over. */
  list(): StoredSample[] {
    return this.#ids()
      .flatMap((id) => {
        const { data } = storedSampleSchema.safeParse(this.#tryRead(id));
        return data ? [data] : [];
      })
      .sort((a, b) => b.readAt.localeCompare(a.readAt));
  }

  /** Throws SAMPLE_MISSING. */
  get(id: string): StoredSample {
    return this.#read(id).reply;
  }

  /** Throws SAMPLE_MISSING. */
  open(id: string): Sample {
    const { statistics, draws, means, vocabulary, columns } = this.#read(id).stored;
    const typed = Object.entries(draws).map(([column, values]) => [column, Float64Array.from(values)]);
    return { statistics, draws: Object.fromEntries(typed) as Sample['draws'], means, vocabulary, columns };
  }

  remove(id: string): void {
    if (!this.#ids().includes(id)) throw missing(id);
    rmSync(this.#path(id), { force: true });
  }

  #read(id: string): { readonly stored: Stored; readonly reply: StoredSample } {
    const stored = this.#tryRead(id);
    const { data } = storedSampleSchema.safeParse(stored);
    if (data === undefined) throw missing(id);
    return { stored: stored as Stored, reply: data };
  }

  /** Undefined where there is none, or none that can be read. */
  #tryRead(id: string): unknown {
    if (!ID.test(id)) return undefined;
    try {
      return JSON.parse(readFileSync(this.#path(id), 'utf8'));
    } catch (error) {
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT')
        return undefined;
      throw error;
    }
  }

  #ids(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => ID.test(id));
  }

  /** Leaves room for one, unless it is there already. */
  #forgetOldest(next: string): void {
    const others = this.#ids().filter((id) => id !== next);
    const byAge = others
      .map((id) => ({ id, atMs: statSync(this.#path(id)).mtimeMs }))
      .sort((a, b) => b.atMs - a.atMs);
    for (const { id } of byAge.slice(SAMPLES_MAX - 1)) rmSync(this.#path(id), { force: true });
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

function missing(id: string): Error {
  return costError('SAMPLE_MISSING', `there is no sample ${id}`, {
    hint: 'Send the records again.',
  });
}
