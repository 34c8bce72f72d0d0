import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where what is pulled of a leader's datasets lies until it is whole; also over a restart. */
export class PulledFolders {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  of(name: string): string {
    return join(this.#path, name);
  }

  discard(name: string): void {
    rmSync(this.of(name), { recursive: true, force: true });
  }

  /** Discards those of all other datasets. */
  keepOnly(names: readonly string[]): void {
    if (!existsSync(this.#path)) return;
    for (const name of readdirSync(this.#path)) if (!names.includes(name)) this.discard(name);
  }
}
