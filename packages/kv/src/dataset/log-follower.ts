import type { AppendLog } from '../log/append-log.ts';
import { FRAME_HEAD_BYTES } from '../log/frame.ts';
import { doOperations } from '../log/operations.ts';
import type { ChangeListeners } from './change-listeners.ts';
import type { LiveTable } from './live-table.ts';
import { ReplayTarget } from './replay-target.ts';
import { ToldTarget } from './told-target.ts';
import type { Upkeep } from './upkeep.ts';

export interface LogFollowerOptions {
  readonly table: LiveTable;
  readonly log: AppendLog;
  readonly upkeep: Upkeep;
  readonly listeners: ChangeListeners;
}

/** Writes a live dataset as the log of another one says, and in no other way. */
export class LogFollower {
  readonly #options: LogFollowerOptions;
  readonly #replay: ReplayTarget;

  constructor(options: LogFollowerOptions) {
    this.#options = options;
    this.#replay = new ReplayTarget(options.table);
  }

  /**
   * Does what whole frames say, checked and behind the end of the log: they lie in it then as they are. When it throws, the
   * dataset is to be opened again: its log has only what is known here, the table maybe more.
   * Resolves when the disk has caught up, unless it has.
   */
  follow(frames: readonly Buffer[]): Promise<void> | undefined {
    const { table, log, upkeep, listeners } = this.#options;
    const target = listeners.count === 0 ? this.#replay : new ToldTarget(table, listeners);
    for (const frame of frames) doOperations(frame.subarray(FRAME_HEAD_BYTES), target);
    this.#replay.flush();
    log.appendSealed(frames.length === 1 ? (frames[0] as Buffer) : Buffer.concat(frames));
    upkeep.wrote(this.#replay.recordBytesMax);
    return log.room();
  }

  /** Goes on in a new file, as the other log does. */
  async followFile(): Promise<void> {
    await this.#options.log.rotate();
    this.#options.upkeep.followedFile();
  }

  /** From now on it is written as any other. */
  promote(): void {
    const { table, upkeep } = this.#options;
    upkeep.promote();
    table.keepExpired(false);
  }
}
