import { createHash } from 'node:crypto';
import { LoadFault } from './load-fault.ts';
import type { Source } from './source.ts';

/** The sha256 of a source's stored bytes, where its manifest says what that is. */
export class Checksum {
  readonly #source: Source;
  readonly #hash: ReturnType<typeof createHash> | undefined;

  constructor(source: Source) {
    this.#source = source;
    this.#hash = source.sha256 === undefined ? undefined : createHash('sha256');
  }

  /** The next bytes, in order. */
  update(bytes: Uint8Array): void {
    this.#hash?.update(bytes);
  }

  /** Throws, when there are no more, unless they were what the manifest says. */
  verify(): void {
    const { name, sha256 } = this.#source;
    if (this.#hash === undefined || this.#hash.digest('hex') === sha256) return;
    throw new LoadFault('SOURCE_INVALID', `${name} is not what its manifest says: its sha256 differs`, {
      hint: 'It was changed or damaged after the job wrote it: run the job again, or get it once more.',
    });
  }
}
