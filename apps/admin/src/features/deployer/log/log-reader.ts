import type { LogLine, LogPage } from '@oremill/types';

/** Reads lines from one on. */
export type ReadLines = (from: number, count: number) => Promise<LogPage>;

export interface LogState {
  readonly total: number;
  readonly hasEnded: boolean;
  /** Why lines could not be read; the next that are read clear it. */
  readonly error: unknown;
  /** Grows when lines have come. */
  readonly version: number;
}

const LINES_PER_PAGE = 1000;
/** So much of a log is held; what was looked at longest ago goes first. */
const PAGES_MAX = 40;

/** The lines of a log, read where they are looked at, however long it is. */
export class LogReader {
  readonly #read: ReadLines;
  readonly #listeners = new Set<() => void>();
  readonly #pages = new Map<number, (LogLine | undefined)[]>();
  readonly #underWay = new Set<number>();
  #state: LogState = { total: 0, hasEnded: false, error: undefined, version: 0 };

  constructor(read: ReadLines) {
    this.#read = read;
  }

  get state(): LogState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  lineAt(line: number): LogLine | undefined {
    return this.#pages.get(Math.floor(line / LINES_PER_PAGE))?.[line % LINES_PER_PAGE];
  }

  /** Reads what has come since, and how long the log is now. */
  async refresh(): Promise<void> {
    if (!this.#state.hasEnded) await this.#take(this.#state.total);
  }

  /** Sees to it that these lines come, where they are not here. */
  want(first: number, end: number): void {
    const last = Math.min(end, this.#state.total) - 1;
    for (let page = Math.floor(first / LINES_PER_PAGE); page * LINES_PER_PAGE <= last; page += 1) {
      const from = Math.max(first, page * LINES_PER_PAGE);
      const to = Math.min(last, (page + 1) * LINES_PER_PAGE - 1);
      if (this.#hasAll(from, to)) this.#touch(page);
      else void this.#take(page * LINES_PER_PAGE);
    }
  }

  async #take(from: number): Promise<void> {
    if (this.#underWay.has(from)) return;
    this.#underWay.add(from);
    try {
      const { lines, total, hasEnded } = await this.#read(from, LINES_PER_PAGE);
      for (const line of lines) this.#keep(line);
      const state = this.#state;
      this.#publish({
        total: Math.max(total, state.total),
        hasEnded: hasEnded || state.hasEnded,
        error: undefined,
        version: state.version + 1,
      });
    } catch (error) {
      this.#publish({ ...this.#state, error });
    } finally {
      this.#underWay.delete(from);
    }
  }

  #keep(line: LogLine): void {
    const page = Math.floor(line.line / LINES_PER_PAGE);
    const lines = this.#pages.get(page) ?? [];
    lines[line.line % LINES_PER_PAGE] = line;
    if (!this.#pages.has(page)) this.#pages.set(page, lines);
    // A Map keeps the order of insertion, so its first key is the page that was looked at longest ago.
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_MAX) break;
      this.#pages.delete(oldest);
    }
  }

  #touch(page: number): void {
    const lines = this.#pages.get(page);
    if (!lines) return;
    this.#pages.delete(page);
    this.#pages.set(page, lines);
  }

  #hasAll(from: number, to: number): boolean {
    for (let line = from; line <= to; line += 1) if (!this.lineAt(line)) return false;
    return true;
  }

  #publish(state: LogState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
