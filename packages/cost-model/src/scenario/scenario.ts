import { AppError, costError, type Ranged, scenarioSchema } from '@oremill/types';
import type { z } from 'zod';
import { mediumOf } from '../medium/media.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import type { Quantity } from '../units/quantity.ts';
import { scenarioFault } from './scenario-fault.ts';

type Parsed = z.output<typeof scenarioSchema>;

/** A scenario whose texts have become amounts. */
export interface Scenario extends Omit<Parsed, 'rate' | 'records' | 'retention'> {
  readonly rate: Quantity<'record/day'>;
  readonly records: Quantity<'record'>;
  readonly retention: Quantity<'day'> | undefined;
}

const NUMBERS_FROM = {
  growth: -1,
  replicas: 1,
  keyBits: 0,
  overheadBits: 0,
  energy: 0,
  objectRecords: 1,
} as const;

/** Throws SCENARIO_INVALID, UNIT_INVALID and NUMBER_INVALID with the path of what is wrong. */
export function parseScenario(value: unknown): Scenario {
  const { data, error } = scenarioSchema.safeParse(value);
  if (error) throw scenarioFault(value, error);
  for (const [index, name] of data.media.entries()) {
    checkMedium(`media[${index}]`, name);
    if (data.media.indexOf(name) === index) continue;
    throw costError('SCENARIO_INVALID', `media[${index}]: ${name} is there twice`, { hint: 'Name it once.' });
  }
  for (const [path, least] of Object.entries(NUMBERS_FROM)) {
    checkRange(path, data[path as keyof typeof NUMBERS_FROM], least);
  }
  if (data.rate === undefined && data.records === undefined) {
    throw costError('SCENARIO_INVALID', 'rate: how many records there are is missing', {
      hint: 'Give rate, as "340e6 record/day", or records, as "1e6 record".',
    });
  }
  return {
    ...data,
    rate: parseQuantity(data.rate ?? '0 record/day', 'record/day', 'rate'),
    records: parseQuantity(data.records ?? '0 record', 'record', 'records'),
    retention: data.retention === undefined ? undefined : parseQuantity(data.retention, 'day', 'retention'),
  };
}

function checkMedium(path: string, name: string): void {
  try {
    mediumOf(name);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw costError('SCENARIO_INVALID', `${path}: ${error.message}`, { hint: error.hint ?? '' });
  }
}

function checkRange(path: string, value: Ranged, least: number): void {
  const { low, expected, high } =
    typeof value === 'number' ? { low: value, expected: value, high: value } : value;
  if (low <= expected && expected <= high && low >= least && Number.isFinite(high)) return;
  throw costError('NUMBER_INVALID', `${path}: ${JSON.stringify(value)} is not in order, or below ${least}`, {
    hint: `Give a number from ${least} on, or low ≤ expected ≤ high.`,
  });
}
