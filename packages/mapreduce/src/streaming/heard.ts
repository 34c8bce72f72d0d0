import { CounterSet } from '../job/counters.ts';
import { ENGINE_GROUP } from './reporter.ts';

const LINES_KEPT = 10;
const LINE_CHARACTERS_MAX = 500;
const COUNTER = /^reporter:counter:([^,]*),([^,]*),(-?\d+)$/;
const STATUS = /^reporter:status:(.*)$/;
/** How a task of ours tells its failure. */
const FAILURE = /^(error|hint|code|task): {1,2}(.*)$/;

/** What a process has said on stderr: counters and status in Hadoop's form, and talk. */
export class Heard {
  readonly counters = new CounterSet();
  /** The last lines that were nothing else. */
  readonly lastLines: string[] = [];
  readonly failure: { error?: string; hint?: string; code?: string; task?: string } = {};
  readonly #engine = new Map<string, number>();
  readonly #onStatus: (words: string) => void;
  readonly #onTalk: (line: string) => void;

  constructor(onStatus: (words: string) => void, onTalk: (line: string) => void) {
    this.#onStatus = onStatus;
    this.#onTalk = onTalk;
  }

  hear(line: string): void {
    const [, group, name, amount] = COUNTER.exec(line) ?? [];
    if (group !== undefined && name !== undefined) {
      if (group === ENGINE_GROUP) this.#engine.set(name, this.engine(name) + Number(amount));
      else this.counters.add(group, name, Number(amount));
      return;
    }
    const [, status] = STATUS.exec(line) ?? [];
    if (status !== undefined) {
      this.#onStatus(status);
      return;
    }
    const [, part, words] = FAILURE.exec(line) ?? [];
    if (part !== undefined) Object.assign(this.failure, { [part]: words });
    else this.#onTalk(line);
    this.lastLines.push(line.slice(0, LINE_CHARACTERS_MAX));
    if (this.lastLines.length > LINES_KEPT) this.lastLines.shift();
  }

  /** A counter that the engine itself keeps. */
  engine(name: string): number {
    return this.#engine.get(name) ?? 0;
  }
}
