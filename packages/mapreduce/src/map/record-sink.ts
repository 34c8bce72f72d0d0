import type { ShuffleDefinition, StepDefinition } from '../job/step.ts';
import type { PartWriter } from '../output/part-writer.ts';
import type { ShuffleWriter } from '../shuffle/shuffle-writer.ts';

/** Where a mapper's emissions go; those of a record that fails are taken back. */
export interface RecordSink {
  /** What the mapper calls. */
  readonly emit: (...emitted: never[]) => void;
  /** Emissions from here on belong to another record. */
  begin(): void;
  rollBack(): void;
  /** Emissions that were not taken back. */
  readonly count: number;
}

export class ShuffleSink implements RecordSink {
  readonly emit: (key: unknown, value: unknown) => void;
  readonly #writer: ShuffleWriter;

  constructor({ key, value }: ShuffleDefinition, writer: ShuffleWriter) {
    this.#writer = writer;
    this.emit = (k, v) => writer.append(key.encode(k), value.encode(v));
  }

  get count(): number {
    return this.#writer.appended;
  }

  begin(): void {
    this.#writer.beginRecord();
  }

  rollBack(): void {
    this.#writer.rollBack();
  }
}

/** Of a step without reducers: rows go to the task's part. Those of a record wait until it has not failed. */
export class PartSink implements RecordSink {
  readonly emit: (row: unknown) => void;
  readonly #part: PartWriter;
  #pending: (string | Uint8Array)[] = [];

  constructor(output: StepDefinition['output'], part: PartWriter) {
    this.#part = part;
    this.emit = (row) => this.#pending.push(output.encodeRow(row));
  }

  get count(): number {
    return this.#part.rows + this.#pending.length;
  }

  begin(): void {
    for (const row of this.#pending) this.#part.writeRow(row);
    this.#pending = [];
  }

  rollBack(): void {
    this.#pending = [];
  }
}
