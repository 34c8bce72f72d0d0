import type { Counters } from '@oremill/types';

/** Group of the counters that the engine itself keeps. */
export const ENGINE_GROUP = 'engine';

const REPORT_MS = 1000;

/** Tells counters and status in the form of Hadoop Streaming, as lines on stderr. */
export class Reporter {
  readonly #tell: (line: string) => void;
  readonly #reported = new Map<string, number>();
  #reportedAtMs = performance.now();

  constructor(tell: (line: string) => void) {
    this.#tell = tell;
  }

  readonly status = (words: string): void => this.#tell(`reporter:status:${oneLine(words)}`);

  /** By how much the counters have grown since they were told last. */
  report(counters: Counters): void {
    this.#reportedAtMs = performance.now();
    for (const [group, names] of Object.entries(counters)) {
      for (const [name, count] of Object.entries(names)) {
        const label = `${fieldOf(group)},${fieldOf(name)}`;
        const more = count - (this.#reported.get(label) ?? 0);
        if (more === 0) continue;
        this.#reported.set(label, count);
        this.#tell(`reporter:counter:${label},${more}`);
      }
    }
  }

  /** The same, if it has not been done for a second. */
  reportNowAndThen(counters: () => Counters): void {
    if (performance.now() - this.#reportedAtMs >= REPORT_MS) this.report(counters());
  }
}

/** A report ends at its line, and its fields end at commas. */
function fieldOf(name: string): string {
  return oneLine(name).replaceAll(',', ';');
}

function oneLine(words: string): string {
  return words.replace(/[\r\n]+/g, ' ');
}
