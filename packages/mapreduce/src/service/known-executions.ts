import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@oremill/runtime';
import {
  type Execution,
  type ExecutionState,
  mapreduceError,
  type Page,
  type PageQuery,
} from '@oremill/types';
import { discardPartial } from '../output/discard-output.ts';
import { readExecution } from '../output/read-output.ts';

const PARTIAL = '.partial';

export type ExecutionQuery = PageQuery & {
  readonly state?: ExecutionState | undefined;
  readonly job?: string | undefined;
};

/** What is known of the executions whose outputs lie in a folder, each in a folder named by its id. */
export class KnownExecutions {
  readonly #folder: string;
  readonly #log: Logger;
  /** Of the executions that this process runs, which tell their state themselves. */
  readonly #isRunning: (id: string) => boolean;
  readonly #executions = new Map<string, Execution>();

  private constructor(folder: string, log: Logger, isRunning: (id: string) => boolean) {
    this.#folder = folder;
    this.#log = log;
    this.#isRunning = isRunning;
  }

  static async open(
    folder: string,
    log: Logger,
    isRunning: (id: string) => boolean,
  ): Promise<KnownExecutions> {
    const known = new KnownExecutions(folder, log, isRunning);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await known.#sweep();
    await known.#refresh();
    return known;
  }

  outputOf(id: string): string {
    return join(this.#folder, id);
  }

  record(execution: Execution): void {
    this.#executions.set(execution.id, execution);
  }

  forget(id: string): void {
    this.#executions.delete(id);
  }

  async list(query: ExecutionQuery): Promise<Page<Execution>> {
    await this.#refresh();
    const matching = [...this.#executions.values()]
      .filter((execution) => query.state === undefined || execution.state === query.state)
      .filter((execution) => query.job === undefined || execution.job === query.job)
      .filter((execution) => query.cursor === undefined || execution.id < query.cursor)
      .sort((a, b) => (a.id < b.id ? 1 : -1));
    const items = matching.slice(0, query.limit);
    const last = items.at(-1);
    return matching.length > items.length && last ? { items, nextCursor: last.id } : { items };
  }

  /** Throws EXECUTION_MISSING. */
  async get(id: string): Promise<Execution> {
    if (!this.#executions.has(id)) await this.#refresh();
    const execution = this.#executions.get(id);
    if (!execution) {
      throw mapreduceError('EXECUTION_MISSING', `there is no execution ${id}`, {
        hint: 'List them with GET /mapreduce/executions.',
      });
    }
    return execution;
  }

  /** Removes folders of executions that were killed before they had written who they are. */
  async #sweep(): Promise<void> {
    for (const entry of await readdir(this.#folder)) {
      if (!entry.endsWith(PARTIAL)) continue;
      const output = this.outputOf(entry.slice(0, -PARTIAL.length));
      if (readExecution(output) !== undefined) continue;
      try {
        discardPartial(output);
      } catch (error) {
        // Another process may have made it this very moment.
        this.#log.info({ output, err: error }, 'left as it is');
      }
    }
  }

  /** Reads executions that this process does not run: of an earlier start, or of a command line beside it. */
  async #refresh(): Promise<void> {
    for (const entry of await readdir(this.#folder)) {
      const id = entry.endsWith(PARTIAL) ? entry.slice(0, -PARTIAL.length) : entry;
      if (this.#isRunning(id) || isEnded(this.#executions.get(id))) continue;
      const execution = readExecution(this.outputOf(id));
      if (execution?.id === id) this.#executions.set(id, execution);
    }
  }
}

function isEnded(execution: Execution | undefined): boolean {
  return execution !== undefined && execution.state !== 'running';
}
