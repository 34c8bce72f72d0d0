import { costError, type ScenarioInput, scenarioSchema } from '@oremill/types';
import { z } from 'zod';
import { nearestName } from '../units/nearest-name.ts';

/** What each field takes, and an example of it. */
const FIELDS = {
  title: ['a text', '"posts of a year"'],
  rate: ['records and a time, as text', '"1e6 record/day"'],
  records: ['records, as text', '"1e6 record"'],
  retention: ['a time, as text', '"365 day"'],
  months: ['a whole number of months from 1 to 120', '12'],
  growth: ['a share a month, or a range of it', '0.02'],
  seasonality: ['factors of the rate, one to twelve', '[1, 1.5, 0.8]'],
  replicas: ['copies, or a range of them', '{"low": 1, "expected": 2, "high": 3}'],
  compression: ['none, zlib, zstd or zstd-dictionary', '"zstd"'],
  sortedBy: ['the name of a field', '"id"'],
  index: ['none, delta-varint or elias-fano', '"delta-varint"'],
  keyBits: ['bits, or a range of them', '64'],
  overheadBits: ['bits, or a range of them', '80'],
  energy: ['a share of the price, or a range of it', '{"low": 0.05, "expected": 0.1, "high": 0.25}'],
  objectRecords: ['a number from 1 on, or low, expected and high', '1000'],
  term: ['on-demand, reserved-1y or reserved-3y', '"reserved-3y"'],
  media: ['names of media', '["ram", "s3"]'],
  book: ['the name of a price book', '"aws-2026"'],
  confidence: ['a share from 0.5 to 0.99', '0.9'],
  seed: ['a whole number', '1'],
} as const satisfies Record<keyof ScenarioInput, readonly [takes: string, example: string]>;

const UNITS: Readonly<Record<string, string>> = { rate: 'record/day', records: 'record', retention: 'day' };

/** What zod found first, with its path, what stands there, what is expected, and what was probably meant. */
export function scenarioFault(input: unknown, { issues: [issue] }: z.ZodError): Error {
  const path = issue?.path ?? [];
  const field = String(path[0] ?? '');
  if (issue?.code === 'unrecognized_keys' && path.length === 0) return unknownField(issue.keys);
  if (!isField(field)) {
    return costError('SCENARIO_INVALID', 'scenario: it is no object with fields', {
      hint: `Fields are ${Object.keys(FIELDS).join(', ')}.`,
    });
  }
  const [takes, example] = FIELDS[field];
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], input);
  const meant = meantBy(field, found);
  return costError(
    'SCENARIO_INVALID',
    `${z.core.toDotPath(path)}: ${JSON.stringify(found) ?? 'nothing'} is not what it takes: ${takes}`,
    { hint: meant === undefined ? `Write it as ${example}.` : `Did you mean ${meant}?` },
  );
}

function unknownField([key = '']: readonly string[]): Error {
  const near = nearestName(key, Object.keys(FIELDS));
  return costError('SCENARIO_INVALID', `scenario: there is no field ${key}`, {
    hint: near === undefined ? `Fields are ${Object.keys(FIELDS).join(', ')}.` : `Did you mean ${near}?`,
  });
}

/** As JSON: a number without its unit, a number in quotes, per cent for a share, or a name with a letter too many. */
function meantBy(field: keyof typeof FIELDS, found: unknown): string | undefined {
  const unit = UNITS[field];
  if (unit !== undefined) return typeof found === 'number' ? `"${found} ${unit}"` : undefined;
  const repaired = typeof found === 'string' ? repairText(field, found) : percentOf(field, found);
  const isRight = scenarioSchema.shape[field].safeParse(repaired).success;
  return repaired !== undefined && isRight ? JSON.stringify(repaired) : undefined;
}

function repairText(field: keyof typeof FIELDS, text: string): unknown {
  if (field === 'media') return text.split(',').map((name) => name.trim());
  if (text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return nearestName(text, namesOf(field));
}

function percentOf(field: string, found: unknown): number | undefined {
  return field === 'confidence' && typeof found === 'number' ? found / 100 : undefined;
}

function namesOf(field: keyof typeof FIELDS): readonly string[] {
  const schema = scenarioSchema.shape[field].unwrap();
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}
