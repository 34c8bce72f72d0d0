/** How many base units each unit has; base units are the byte, the second, the dollar and one of what is counted. */
const BYTES = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  PiB: 2 ** 50,
} as const;

const DAY = 86_400;
/** What Amazon bills as a month. */
export const MONTH_SECONDS = 730 * 3600;

/** Months and years differ, so each name says how long it is. */
const TIME = {
  s: 1,
  min: 60,
  h: 3600,
  day: DAY,
  week: 7 * DAY,
  'month(28d)': 28 * DAY,
  'month(29d)': 29 * DAY,
  'month(30d)': 30 * DAY,
  'month(31d)': 31 * DAY,
  'month(730h)': MONTH_SECONDS,
  'year(365d)': 365 * DAY,
  'year(366d)': 366 * DAY,
} as const;

const MONEY = { USD: 1, kUSD: 1e3, MUSD: 1e6 } as const;

/** Each counts another thing, and none becomes another. */
const COUNTS = {
  record: 1,
  token: 1,
  term: 1,
  entry: 1,
  node: 1,
  request: 1,
  kRequest: 1e3,
  MRequest: 1e6,
  /** A virtual processor. */
  vCPU: 1,
  IOPS: 1,
  /** What serverless Redshift, and serverless ElastiCache, count work in. */
  RPU: 1,
  ECPU: 1,
} as const;

type BytesUnit = keyof typeof BYTES;
type TimeUnit = keyof typeof TIME;
type MoneyUnit = keyof typeof MONEY;
type CountUnit = keyof typeof COUNTS;

/** What a simple unit measures. What is counted is a dimension of its own: records are no requests. */
type SimpleDimension<U> = U extends BytesUnit
  ? 'bytes'
  : U extends TimeUnit
    ? 'time'
    : U extends MoneyUnit
      ? 'money'
      : U extends 'request' | 'kRequest' | 'MRequest'
        ? 'request'
        : U extends CountUnit
          ? U
          : never;

/**
 * What a unit measures, as text in a fixed order: `bytes`, `money/bytes·time`. `never` for what is no unit. A quotient is
 * written `USD/GB-month(730h)`: all that stands behind the slash is below the line.
 */
export type DimensionOf<U extends string> = U extends `${infer Above}/${infer First}-${infer Second}`
  ? `${SimpleDimension<Above>}/${SimpleDimension<First>}·${SimpleDimension<Second>}`
  : U extends `${infer Above}/${infer Below}`
    ? `${SimpleDimension<Above>}/${SimpleDimension<Below>}`
    : U extends '1'
      ? '1'
      : SimpleDimension<U>;

/** Units that measure the same as `U`, to be passed where `U` is to be converted to. */
export type SameDimension<U extends string, To extends string> = [DimensionOf<To>] extends [never]
  ? never
  : [DimensionOf<U>] extends [DimensionOf<To>]
    ? To
    : never;

export interface UnitFacts {
  /** Base units that one of it has. */
  readonly factor: number;
  readonly dimension: string;
}

const simpleUnits: ReadonlyMap<string, UnitFacts> = new Map([
  ...factsOf(BYTES, () => 'bytes'),
  ...factsOf(TIME, () => 'time'),
  ...factsOf(MONEY, () => 'money'),
  ...factsOf(COUNTS, (name) => (name.endsWith('Request') ? 'request' : name)),
]);

function factsOf(
  units: Readonly<Record<string, number>>,
  dimensionOf: (name: string) => string,
): [string, UnitFacts][] {
  return Object.entries(units).map(([name, factor]) => [name, { factor, dimension: dimensionOf(name) }]);
}

/** Names of all simple units, for messages. */
export function simpleUnitNames(): string[] {
  return [...simpleUnits.keys()];
}

/** What a name means; undefined when it is no unit. */
export function findUnit(name: string): UnitFacts | undefined {
  if (name === '1') return { factor: 1, dimension: '1' };
  const [above = '', below, ...rest] = name.split('/');
  const top = simpleUnits.get(above);
  if (top === undefined || rest.length > 0) return undefined;
  if (below === undefined) return top;
  const parts = below.split('-').map((part) => simpleUnits.get(part));
  if (parts.length > 2) return undefined;
  let factor = top.factor;
  for (const part of parts) {
    if (part === undefined) return undefined;
    factor /= part.factor;
  }
  return { factor, dimension: `${top.dimension}/${parts.map((part) => part?.dimension).join('·')}` };
}
