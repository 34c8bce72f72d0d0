import type { TextOrBytes } from '@oremill/types';
import { toTextOrBytes } from '../../../format/text-or-bytes.ts';

export type ParsedCommand =
  | { readonly words: readonly TextOrBytes[] }
  /** What is wrong, and at which letter. */
  | { readonly fault: string; readonly at: number };

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, a: 7 };
const encoder = new TextEncoder();

/**
 * A line as redis-cli reads it, nearly: words between white space; in "double quotes" `\n`, `\xff` and `\"` are single bytes,
 * in 'single quotes' only `\'` is more than it looks.
 */
export function parseCommand(line: string): ParsedCommand {
  const words: TextOrBytes[] = [];
  let at = 0;
  while (at < line.length) {
    if (/\s/.test(line[at] ?? '')) {
      at += 1;
      continue;
    }
    const word = readWord(line, at);
    if ('fault' in word) return word;
    words.push(toTextOrBytes(Uint8Array.from(word.bytes)));
    at = word.end;
  }
  return { words };
}

type Word =
  | { readonly bytes: number[]; readonly end: number }
  | { readonly fault: string; readonly at: number };

function readWord(line: string, start: number): Word {
  const quote = line[start];
  if (quote === '"' || quote === "'") {
    const quoted = readQuoted(line, start, quote);
    if ('fault' in quoted || quoted.end === line.length || /\s/.test(line[quoted.end] ?? '')) return quoted;
    return { fault: 'a space is needed after a closing quote', at: quoted.end };
  }
  // Within a word a quote is a letter: {"a":1} can be written as it is.
  const [word = ''] = /^\S+/.exec(line.slice(start)) ?? [];
  return { bytes: [...encoder.encode(word)], end: start + word.length };
}

function readQuoted(line: string, start: number, quote: '"' | "'"): Word {
  const bytes: number[] = [];
  let at = start + 1;
  while (at < line.length) {
    const rest = line.slice(at);
    if (rest.startsWith(quote)) return { bytes, end: at + 1 };
    const hex = quote === '"' ? /^\\x([0-9a-f]{2})/i.exec(rest)?.[1] : undefined;
    if (hex !== undefined) {
      bytes.push(Number.parseInt(hex, 16));
      at += 4;
    } else if (rest.startsWith('\\') && (quote === '"' ? rest.length > 1 : rest[1] === "'")) {
      const letter = String.fromCodePoint(rest.codePointAt(1) ?? 0);
      const escaped = quote === '"' ? ESCAPES[letter] : undefined;
      bytes.push(...(escaped === undefined ? encoder.encode(letter) : [escaped]));
      at += 1 + letter.length;
    } else {
      const letter = String.fromCodePoint(rest.codePointAt(0) ?? 0);
      bytes.push(...encoder.encode(letter));
      at += letter.length;
    }
  }
  return { fault: `the quote ${quote} is not closed`, at: start };
}
