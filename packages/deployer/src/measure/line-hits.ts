import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FileCoverage } from '@oremill/types';

const FILES_AT_ONCE = 100;

/** How often lines and branches of a file were run; reports tell of a file in several parts. */
export class LineHits {
  readonly #lines = new Map<number, number>();
  /** By the line, and what else tells one branch from another. */
  readonly #branches = new Map<string, boolean>();

  addLine(line: number, hits: number): void {
    this.#lines.set(line, Math.max(this.#lines.get(line) ?? 0, hits));
  }

  addBranch(id: string, isTaken: boolean): void {
    this.#branches.set(id, isTaken || this.#branches.get(id) === true);
  }

  of(file: string): FileCoverage {
    const lines = [...this.#lines].sort(([one], [other]) => one - other);
    const missedLines = lines.filter(([, hits]) => hits === 0).map(([line]) => line);
    const coveredLines = lines.filter(([, hits]) => hits > 0).map(([line]) => line);
    const taken = [...this.#branches.values()].filter(Boolean).length;
    return {
      file,
      lines: { covered: coveredLines.length, total: lines.length },
      branches: { covered: taken, total: this.#branches.size },
      missedLines,
      coveredLines,
    };
  }
}

/** Files in the order in which they come first. */
export class HitsOfFiles {
  readonly #files = new Map<string, LineHits>();

  of(file: string): LineHits {
    const known = this.#files.get(file) ?? new LineHits();
    this.#files.set(file, known);
    return known;
  }

  /** Of millions of lines this takes a second or more: others, a lease say, have their turn meanwhile. */
  async all(): Promise<FileCoverage[]> {
    const all: FileCoverage[] = [];
    for (const [file, hits] of this.#files) {
      if (all.length % FILES_AT_ONCE === 0) await nextTurn();
      all.push(hits.of(file));
    }
    return all;
  }
}
