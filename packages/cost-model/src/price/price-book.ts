import { readFileSync } from 'node:fs';
import { costError } from '@oremill/types';
import { z } from 'zod';
import { findUnit } from '../units/unit-names.ts';

/** A day, a month, or a year, as precisely as the document tells. `opened 2026-11-23` of one that tells nothing. */
const dateSchema = z
  .string()
  .regex(/^(opened )?\d{4}(-\d{2}(-\d{2})?)?$/, 'a date is 2026-11-23, 2026-11 or 2026');

const unitSchema = z.string().superRefine((unit, context) => {
  const found = findUnit(unit);
  if (found === undefined || !found.dimension.startsWith('money/')) {
    context.addIssue({
      code: 'custom',
      message: `${unit} is not the unit of a price, as USD/GB-month(730h) is`,
    });
  }
});

/** A number that the document of the price tells, or one of a document of its own. */
const factSchema = z.union([
  z.number().nonnegative(),
  z.object({ amount: z.number().nonnegative(), source: z.string(), quote: z.string().min(1) }).strict(),
]);

export const FACTS = [
  'vcpu',
  'memoryGiB',
  'storageGB',
  'storageTB',
  /** Reads a second that a machine is rated for, or a tebibyte of a disk. */
  'readsPerSecond',
  'readsPerSecondTiB',
  /** What is read or written by one request: of more, each further part counts as another. */
  'requestKiB',
  /** A smaller object is billed as if it had so much. */
  'objectKiB',
] as const;
export type Fact = (typeof FACTS)[number];

const priceSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  what: z.string(),
  region: z.string(),
  amount: z.number().positive(),
  unit: unitSchema,
  source: z.string(),
  /** The line of the document that has the amount. */
  quote: z.string().min(1),
  /** It is the price of what is between, in the unit that it is a price of; the last tier has no end. */
  tier: z.object({ from: z.number().nonnegative(), to: z.number().positive().optional() }).optional(),
  facts: z.partialRecord(z.enum(FACTS), factSchema).optional(),
});

const priceBookSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    sources: z.record(z.string(), z.object({ address: z.string().min(1), date: dateSchema })),
    prices: z.array(priceSchema).min(1),
  })
  .superRefine(({ sources, prices }, context) => {
    const seen = new Set<string>();
    for (const [index, { id, source, facts = {} }] of prices.entries()) {
      const path = ['prices', index];
      for (const [name, fact] of Object.entries(facts)) {
        if (typeof fact === 'number' || fact.source in sources) continue;
        context.addIssue({ code: 'custom', path, message: `${name} of ${id} names no source` });
      }
      if (seen.has(id)) context.addIssue({ code: 'custom', path, message: `there are two prices ${id}` });
      if (!(source in sources)) context.addIssue({ code: 'custom', path, message: `${id} names no source` });
      seen.add(id);
    }
  });
export type PriceBook = z.output<typeof priceBookSchema>;
export type Price = PriceBook['prices'][number];

const FOLDER = new URL('./books/', import.meta.url);
/** Those that come with the package, newest first; what media are priced at by default is in the first. */
export const BOOKS = ['aws-2026', '2012', 'five-minute-rule'] as const;

/** Books of the package that were opened: they do not change. */
const opened = new Map<string, PriceBook>();

/** A book of the package by its name. Throws PRICE_BOOK_MISSING. */
export function openBook(name: string): PriceBook {
  if (!(BOOKS as readonly string[]).includes(name)) {
    throw costError('PRICE_BOOK_MISSING', `there is no price book ${name}`, {
      hint: `There are: ${BOOKS.join(', ')}; a command takes a file of your own by its path, with .json, and a region as aws:eu-west-1.`,
    });
  }
  let book = opened.get(name);
  if (book === undefined) {
    book = parseBook(name, readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
    opened.set(name, book);
  }
  return book;
}

/** Throws PRICE_BOOK_INVALID with the path of what is wrong. */
export function parseBook(name: string, text: string): PriceBook {
  try {
    return priceBookSchema.parse(JSON.parse(text));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue ? `${z.core.toDotPath(issue.path)}: ${issue.message}` : String(error);
    throw costError('PRICE_BOOK_INVALID', `${name} is no price book: ${reason}`, {
      hint: 'Each price has id, what, region, amount, unit, source and the line that was quoted.',
      cause: error,
    });
  }
}
