import { isDeepStrictEqual } from 'node:util';
import { seededRandom } from '@oremill/runtime';
import type { z } from 'zod';
import { KernelMemory } from '../../src/kernel/kernel-memory.ts';
import { parseReference, projectionOf } from '../../src/projection/projection.ts';
import { Projector } from '../../src/projection/projector.ts';
import { makeLine } from './make-lines.ts';
import { makeSchema } from './make-schema.ts';

export interface Comparison {
  readonly lines: number;
  readonly accepted: number;
  /** Lines that the kernel did not leave to the reference. */
  readonly projected: number;
}

const REGION_BYTES = 256 * 1024;
const BEHIND = Buffer.from('\n"0}]e,\\');

/** Parses a line both ways, wherever it lies and whatever is behind it, and throws when the outcomes differ. */
export class Comparer {
  readonly #projection;
  readonly #projector;
  readonly #region;
  lines = 0;
  accepted = 0;

  constructor(schema: z.ZodType) {
    const memory = new KernelMemory(2 * 2 ** 20);
    this.#projection = projectionOf(schema);
    this.#projector = new Projector(this.#projection, memory);
    this.#region = memory.allocate(REGION_BYTES);
  }

  get projected(): number {
    return this.lines - this.#projector.referenced;
  }

  compare(line: Buffer): void {
    const { bytes, address } = this.#region;
    const start = this.lines % 17;
    const end = start + line.copy(bytes, start);
    const behind = BEHIND[this.lines % BEHIND.length] as number;
    bytes[end] = behind;
    const projected = outcomeOf(() => this.#projector.parse(bytes, address, start, end));
    const expected = outcomeOf(() => parseReference(this.#projection, line.toString('utf8')));
    this.lines += 1;
    if ('value' in expected) this.accepted += 1;
    if (bytes[end] !== behind || !line.equals(bytes.subarray(start, end)))
      throw new Error('the line was changed');
    if (!isDeepStrictEqual(projected, expected) || orderOf(projected) !== orderOf(expected)) {
      throw new Error(
        `${JSON.stringify(line.toString('utf8'))} gives ${show(projected)}, not ${show(expected)}`,
      );
    }
  }
}

/** Compares so many made lines of the schema; the same ones for the same seed. */
export function compareLines(schema: z.ZodType, lines: number, seed: number): Comparison {
  const random = seededRandom(seed);
  const comparer = new Comparer(schema);
  for (let line = 0; line < lines; line += 1) comparer.compare(makeLine(schema, random));
  return comparer;
}

/** Compares so many lines of each of so many made schemas. */
export function compareSchemas(schemas: number, linesOfEach: number, seed: number): Comparison {
  const random = seededRandom(seed);
  const sum = { lines: 0, accepted: 0, projected: 0 };
  for (let index = 0; index < schemas; index += 1) {
    const schema = makeSchema(random);
    const comparer = new Comparer(schema);
    for (let line = 0; line < linesOfEach; line += 1) comparer.compare(makeLine(schema, random));
    sum.lines += comparer.lines;
    sum.accepted += comparer.accepted;
    sum.projected += comparer.projected;
  }
  return sum;
}

type Outcome = { readonly value: unknown } | { readonly error: string };

function outcomeOf(parse: () => unknown): Outcome {
  try {
    return { value: parse() };
  } catch (error) {
    return { error: String(error) };
  }
}

/** Shows the order of keys, which deep equality does not look at. */
function orderOf(outcome: Outcome): string {
  return JSON.stringify(outcome);
}

function show(outcome: Outcome): string {
  return 'error' in outcome ? outcome.error : JSON.stringify(outcome.value);
}
