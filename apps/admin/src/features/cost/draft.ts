import { COMPRESSIONS, INDEX_CODES, type Ranged, type ScenarioInput, TERMS } from '@oremill/types';
import { z } from 'zod';

const REST = { rate: '100000 record/day', records: '', retention: '' } as const;

/** A scenario as it stands in the form and in the address. Numbers may be out of bounds: the platform says so. */
export const draftSchema = z.object({
  rate: z.string().default(REST.rate).catch(REST.rate),
  records: z.string().default(REST.records).catch(REST.records),
  /** Empty: for ever. */
  retention: z.string().default(REST.retention).catch(REST.retention),
  months: z.number().default(24).catch(24),
  /** In per cent a month, and how many points it may be off to either side. */
  growth: z.number().default(0).catch(0),
  growthSpread: z.number().default(0).catch(0),
  replicas: z.number().default(1).catch(1),
  compression: z.enum(COMPRESSIONS).default('none').catch('none'),
  index: z.enum(INDEX_CODES).default('none').catch('none'),
  /** In per cent of the price, and how many points it may be off to either side. */
  energy: z.number().default(0).catch(0),
  energySpread: z.number().default(0).catch(0),
  objectRecords: z.number().default(1).catch(1),
  term: z.enum(TERMS).default('on-demand').catch('on-demand'),
  media: z.array(z.string()).default(['ram', 'ssd', 's3']).catch(['ram', 'ssd', 's3']),
  book: z.string().default('aws-2026').catch('aws-2026'),
  /** In per cent. */
  confidence: z.number().default(90).catch(90),
});
export type Draft = z.output<typeof draftSchema>;

export const NO_DRAFT: Draft = draftSchema.parse({});

/** What differs from the defaults: as little as a link has to carry. */
export function changesOf(draft: Draft): Partial<Draft> {
  return Object.fromEntries(
    Object.entries(draft).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(NO_DRAFT[name as keyof Draft]),
    ),
  );
}

/** The request: per cent become shares, and a number alone takes the unit of its field. */
export function toScenario(draft: Draft): ScenarioInput {
  const { rate, records, retention, months, growth, growthSpread, replicas } = draft;
  return {
    ...(rate.trim() === '' ? {} : { rate: withUnit(rate, 'record/day') }),
    ...(records.trim() === '' ? {} : { records: withUnit(records, 'record') }),
    ...(retention.trim() === '' ? {} : { retention: withUnit(retention, 'day') }),
    months,
    growth: rangeOf(growth, growthSpread),
    replicas,
    compression: draft.compression,
    index: draft.index,
    objectRecords: draft.objectRecords,
    term: draft.term,
    energy: rangeOf(draft.energy, draft.energySpread),
    media: draft.media,
    book: draft.book,
    confidence: share(draft.confidence),
  };
}

function share(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

function rangeOf(percent: number, spread: number): Ranged {
  if (spread === 0) return share(percent);
  return { low: share(percent - spread), expected: share(percent), high: share(percent + spread) };
}

function withUnit(text: string, unit: string): string {
  return /^\s*[\d._]+(e[+-]?\d+)?\s*$/i.test(text) ? `${text.trim()} ${unit}` : text;
}
