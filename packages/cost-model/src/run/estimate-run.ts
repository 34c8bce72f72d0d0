import { seededRandom } from '@oremill/runtime';
import {
  costError,
  type Interval,
  type Origin,
  type Ranged,
  type RunEstimate,
  type TaskReport,
} from '@oremill/types';
import { bootstrapMeans, meanOf } from '../estimate/bootstrap.ts';
import { intervalsOf } from '../estimate/interval.ts';
import { driversOf } from '../estimate/tornado.ts';
import { explain } from '../figure/explain.ts';
import { derived, type Figure, given } from '../figure/figure.ts';
import { factFigure } from '../price/find-fact.ts';
import { priceFigure } from '../price/find-price.ts';
import type { PriceBook } from '../price/price-book.ts';
import { DRAWS } from '../read-sample.ts';
import { type Quantity, quantity } from '../units/quantity.ts';

export interface RunRequest {
  /** Tasks of an execution on a part of the input. */
  readonly tasks: readonly TaskReport[];
  /** For people: which execution. */
  readonly name: string;
  /** Of that part. */
  readonly partBytes: number;
  /** All of it. */
  readonly input: Quantity<'B'>;
  readonly instance: string;
  readonly nodes: number;
  readonly confidence: number;
  /** What a processor of theirs does while one does 1 where the part ran. */
  readonly speed?: Ranged | undefined;
}

const SEED = 1;
/** As of a sample: of 12 tasks whose times are skewed, a 90 % interval covers the mean in 86 cases of 100, of 20 in 87. */
const TASKS_MIN = 20;

/** How much of what its processors could do a cluster does: nobody measured it here, nor what follows. */
const EFFICIENCY = { low: 0.5, expected: 0.7, high: 0.95 };
/** Processors of these years are between these of another. One that ran the part on some of them knows better. */
export const SPEED = { low: 0.6, expected: 1, high: 1.6 };
const START_HOURS = { low: 4 / 60, expected: 7 / 60, high: 12 / 60 };

/**
 * What a job on all of its input takes on EMR: the work of the tasks grows with the bytes, and is divided by the
 * processors of the cluster. Throws SAMPLE_UNFIT of too few tasks, PRICE_MISSING.
 */
export function estimateRun(request: RunRequest, book: PriceBook): RunEstimate {
  const { instance, nodes, confidence } = request;
  const id = `ec2.${instance}`;
  const machine = priceFigure(book, id, 'USD/node-h');
  const uplift = priceFigure(book, `emr.uplift.${instance}`, 'USD/node-h');
  const cores = factFigure(book, id, 'vcpu');
  const work = coreHours(request);
  const count = given('machines', quantity(nodes, 'node'), assumption('as asked for'));
  const efficiency = range('share of its processors that a cluster uses', '1', EFFICIENCY);
  const speed = range(
    'speed of a processor there, where one here has 1',
    '1',
    rangeOf(request.speed ?? SPEED),
  );
  const start = range('time until the cluster is there', 'h', START_HOURS);
  const hours = derived(
    'hours',
    'h',
    '{0} + {1} ÷ ({2} × {3} × {4} × {5})',
    [start, work, count, cores, efficiency, speed],
    (begin, all, machines, each, share, times) => begin + all / (machines * each * share * times),
  );
  const usd = derived(
    'dollars',
    'USD',
    '{0} × {1} × ({2} + {3})',
    [hours, count, machine, uplift],
    (time, machines, price, service) => time * machines * (price + service),
  );
  const options = { confidence, draws: DRAWS, random: seededRandom(SEED) };
  const [worked, took, paid] = intervalsOf([work, hours, usd], options) as [Interval, Interval, Interval];
  return {
    instance,
    nodes,
    coreHours: worked,
    hours: took,
    usd: paid,
    drivers: driversOf(usd, options),
    explanation: explain(usd),
  };
}

const MS_AN_HOUR = 3_600_000;

/** Hours of one processor. Map tasks tell how much each byte takes; all other work grows as they do. */
function coreHours({ tasks, name, partBytes, input }: RunRequest): Figure<'h'> {
  const maps = tasks.filter(({ kind, step, bytes }) => kind === 'map' && step === 1 && bytes > 0);
  if (maps.length < TASKS_MIN) {
    throw costError('SAMPLE_UNFIT', `${name} had ${maps.length} map tasks: too few to tell how they vary`, {
      hint: `Run it on more of the input, or with smaller splits: ${TASKS_MIN} tasks at least.`,
    });
  }
  const spent = Float64Array.from(maps, ({ startedMs, endedMs }) => endedMs - startedMs);
  const bytes = Float64Array.from(maps, (task) => task.bytes);
  const [spentDraws, bytesDraws] = bootstrapMeans([spent, bytes], {
    random: seededRandom(SEED),
    draws: DRAWS,
  }) as [Float64Array, Float64Array];
  const from: Origin = { kind: 'measured', where: `${maps.length} map tasks of ${name}` };
  const task = given('time of a map task', quantity(meanOf(spent), '1'), from, {
    kind: 'draws',
    draws: spentDraws,
    records: maps.length,
  });
  const size = given('bytes of a map task', quantity(meanOf(bytes), 'B'), from, {
    kind: 'draws',
    draws: bytesDraws,
    records: maps.length,
  });
  const others = tasks.reduce((sum, { startedMs, endedMs }) => sum + endedMs - startedMs, 0);
  const mapped = spent.reduce((sum, ms) => sum + ms, 0);
  const ratio = given('all work, for each of the map tasks', quantity(others / mapped, '1'), {
    kind: 'measured',
    where: `${tasks.length} tasks of ${name}, on ${partBytes} bytes`,
  });
  const whole = given('all of the input', input, assumption('as asked for'));
  return derived(
    'hours of one processor',
    'h',
    '{0} ÷ {1} × {2} × {3}, in hours',
    [whole, size, task, ratio],
    (all, each, ms, times) => ((all / each) * ms * times) / MS_AN_HOUR,
  );
}

function assumption(because: string): Origin {
  return { kind: 'assumption', because };
}

function rangeOf(speed: Ranged): typeof SPEED {
  const range = typeof speed === 'number' ? { low: speed, expected: speed, high: speed } : speed;
  const { low, expected, high } = range;
  if (low > 0 && low <= expected && expected <= high) return range;
  throw costError('NUMBER_INVALID', `speed: ${JSON.stringify(speed)} is not in order, or not above 0`, {
    hint: 'Give a number, or low ≤ expected ≤ high: 1 where the machines are like those of the part.',
  });
}

function range<const U extends 'h' | '1'>(
  label: string,
  unit: U,
  { low, expected, high }: typeof EFFICIENCY,
) {
  return given(label, quantity<string>(expected, unit as never), assumption('usual, and not measured here'), {
    kind: 'range',
    low,
    high,
  });
}
