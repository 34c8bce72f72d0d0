import type { ErrorReply } from '@oremill/types';
import { type Draft, NO_DRAFT } from './draft.ts';

export type Faults = Readonly<Partial<Record<keyof Draft, string>>>;

/** Which field of the scenario a refusal is about, with its words; empty when it is about none. */
export function placeFault({ code, message, hint }: ErrorReply): Faults {
  const words = (fault: string) => [sentence(fault), hint].filter(Boolean).join(' ');
  if (code === 'PRICE_BOOK_MISSING') return { book: words(message) };
  const path = PATHS[code];
  const [, name = '', fault = ''] = path?.exec(message) ?? [];
  if (!Object.hasOwn(NO_DRAFT, name)) return {};
  // The words about a request's shape have no hint that helps here.
  return { [name]: code === 'REQUEST_INVALID' ? sentence(fault) : words(fault) };
}

/** `months: Too big`, `media[0]: there is no medium tape`; of a request `body/scenario/months: Too big`. */
const PATHS: Readonly<Record<string, RegExp>> = {
  REQUEST_INVALID: /^body\/scenario\/(\w+)[^:]*: (.*)$/s,
  SCENARIO_INVALID: /^(\w+)[^:]*: (.*)$/s,
  UNIT_INVALID: /^(\w+): (.*)$/s,
  NUMBER_INVALID: /^(\w+): (.*)$/s,
};

function sentence(words: string): string {
  const begun = words.slice(0, 1).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
