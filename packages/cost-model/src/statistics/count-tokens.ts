import type { Rules } from './rules.ts';

export interface TokenCounts {
  readonly tokens: number;
  readonly uniqueTokens: number;
  /** Code points of all tokens, repeated ones too. */
  readonly characters: number;
}

export const NO_TOKENS: TokenCounts = { tokens: 0, uniqueTokens: 0, characters: 0 };

/** The tokens of a text in lower case. */
export function tokensOf(text: string, { tokens }: Pick<Rules, 'tokens'>): string[] {
  const lower = text.toLowerCase();
  if (tokens === 'single-spaces') return lower.split(' ');
  if (tokens === 'letters') return lower.match(/[\p{L}\p{N}]+/gu) ?? [];
  return lower.split(/\s+/).filter((token) => token !== '');
}

/** Undefined when the rules leave such a text out. */
export function countTokens(text: unknown, rules: Rules): TokenCounts | undefined {
  if (typeof text !== 'string') return rules.needsSpace ? undefined : NO_TOKENS;
  if (rules.needsSpace && !text.includes(' ')) return undefined;
  const tokens = tokensOf(text, rules);
  let characters = 0;
  for (const token of tokens) characters += codePoints(token);
  return { tokens: tokens.length, uniqueTokens: new Set(tokens).size, characters };
}

function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length; index += 1) {
    if (isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1))) count -= 1;
  }
  return count;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
