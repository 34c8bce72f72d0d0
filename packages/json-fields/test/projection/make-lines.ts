import { isUtf8 } from 'node:buffer';
import type { Random } from '@oremill/runtime';
import { z } from 'zod';

/** Lines of JSON of and around a schema: most are what it declares, many are nearly so, some are broken. */
export function makeLine(schema: z.core.$ZodType, random: Random): Buffer {
  const line = Buffer.from(new LineWriter(random).write(schema));
  return random() < 0.5 ? line : mutate(line, random);
}

// biome-ignore format: a table
const TEXTS = [
  '', 'a', 'on', 'all', 'yes', 'view', 'click', 'buy', 'x', 'tag', ' Padded ', 'someone@host.example',
  'the quick brown fox jumps over it', '"},"term":"no"', '\\', '"', '/', '\b\f\n\r\t', 'é', 'ÿ', 'Ā', '日本語', '😀', '\ud800',
  '\udc00\ud800', 'ünïcödé ünïcödé ünïcödé', `${'long '.repeat(30)}`, '0', '__proto__', 'constructor', '\u007f\u0080\u2028', '\u0000',
];
const LONG_TEXT_UNITS = 1500;
// biome-ignore format: a table
const NUMBERS = [
  '0', '-0', '1', '-1', '42', '3.25', '0.1', '1e3', '1E5', '1e+2', '2.5e-3', '1e999', '-1e999', '1e-999', '1e22', '1e23', '9007199254740991',
  '9007199254740992', '9007199254740993', '12345678901234567890', '0.1234567890123456789', '123456.789e-22', '0e99999', '-0.0', '5e-324',
  '1.7976931348623157e308', '1e4294967297', '1e-4294967297', '100000000000000000000000', '0.30000000000000004', '00', '01', '-', '1.', '.5', '+1', '1e', '1e+', '0x1', 'NaN', 'Infinity', '-Infinity', '1_0',
];
/** So many of them are numbers to JSON. */
const GOOD_NUMBERS = NUMBERS.indexOf('00');
const SPACES = [' ', '\t', '\r', '\n', '  ', ' \t\r\n '];
const BAD_SPACES = ['\u00a0', '\ufeff', '\u000b', '\u0000', '/**/'];
// biome-ignore format: a table
const DECOYS = [
  'id',
  'term',
  'tags',
  '__proto__',
  'constructor',
  'toString',
  'length',
  'a',
  '',
  'other',
  'ids',
  'i',
  'eightbyt3',
];
const DEPTH_MAX = 5;
const TRIES_MAX = 12;

class LineWriter {
  readonly #random: Random;
  /** Chances of one line, so that some lines are plain and others odd all over. */
  readonly #oddChance: number;
  readonly #spaceChance: number;
  readonly #escapeChance: number;

  constructor(random: Random) {
    this.#random = random;
    this.#oddChance = pickOf([0, 0, 0.02, 0.1], random);
    this.#spaceChance = pickOf([0, 0.1, 0.5], random);
    this.#escapeChance = pickOf([0, 0, 0.2], random);
  }

  write(schema: z.core.$ZodType): string {
    return this.#spaced(this.#value(schema, 0));
  }

  #value(schema: z.core.$ZodType, depth: number): string {
    if (this.#isOdd()) return this.#anything(depth);
    const { def } = (schema as z.core.$ZodTypes)._zod;
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others get anything.
    switch (def.type) {
      case 'string':
        return this.#fitting(schema, () => this.#string(pickOf(TEXTS, this.#random)));
      case 'number':
        return this.#fitting(schema, () => this.#number());
      case 'boolean':
        return pickOf(['true', 'false'], this.#random);
      case 'null':
        return 'null';
      case 'literal':
        return JSON.stringify(pickOf(def.values, this.#random));
      case 'enum':
        return JSON.stringify(pickOf(Object.values(def.entries), this.#random));
      case 'object':
        return this.#object(Object.entries(def.shape), depth);
      case 'array':
        return this.#array(() => this.#value(def.element, depth + 1), depth);
      case 'tuple':
        return `[${def.items.map((item) => this.#spaced(this.#value(item, depth + 1))).join(',')}]`;
      case 'nullable':
        return this.#random() < 0.2 ? 'null' : this.#value(def.innerType, depth);
      case 'optional':
      case 'default':
      case 'prefault':
      case 'nonoptional':
      case 'readonly':
      case 'catch':
        return this.#value(def.innerType, depth);
      case 'pipe':
        return this.#value(def.in._zod.def.type === 'transform' ? def.out : def.in, depth);
      case 'union':
        return this.#value(pickOf(def.options, this.#random), depth);
      default:
        return this.#anything(depth);
    }
  }

  /** One that the checks of the schema pass, if some tries find one. */
  #fitting(schema: z.core.$ZodType, make: () => string): string {
    let json = make();
    for (let tries = 0; tries < TRIES_MAX && !isFit(schema, json); tries += 1) json = make();
    return json;
  }

  #object(entries: readonly [string, z.core.$ZodType][], depth: number): string {
    const members: string[] = [];
    for (const [key, schema] of entries) {
      const isOptional = schema._zod.optin !== undefined;
      if (isOptional ? this.#random() < 0.4 : this.#isOdd()) continue;
      members.push(this.#member(key, this.#value(schema, depth + 1)));
      if (this.#isOdd()) members.push(this.#member(key, this.#value(schema, depth + 1)));
    }
    while (this.#random() < 0.3) {
      members.push(this.#member(pickOf(DECOYS, this.#random), this.#anything(depth + 1)));
    }
    if (this.#random() < 0.5) members.sort(() => this.#random() - 0.5);
    return `{${members.join(',') || this.#space()}}`;
  }

  #member(key: string, value: string): string {
    return `${this.#spaced(this.#string(key))}:${this.#spaced(value)}`;
  }

  #array(item: () => string, depth: number): string {
    const count = depth > DEPTH_MAX ? 0 : Math.floor(this.#random() ** 2 * 6);
    return `[${Array.from({ length: count }, () => this.#spaced(item())).join(',') || this.#space()}]`;
  }

  #anything(depth: number): string {
    const kind = this.#random();
    if (kind < 0.3) return this.#string(pickOf(TEXTS, this.#random));
    if (kind < 0.55) return this.#number();
    if (kind < 0.75 || depth > DEPTH_MAX) return pickOf(['null', 'true', 'false', '[]', '{}'], this.#random);
    if (kind < 0.85) return this.#array(() => this.#anything(depth + 1), depth);
    if (kind < 0.99) return this.#object([], depth);
    const levels = pickOf([3, 62, 63, 64, 65, 66, 300], this.#random);
    const isObject = this.#random() < 0.5;
    return isObject
      ? `${'{"id":'.repeat(levels)}1${'}'.repeat(levels)}`
      : `${'['.repeat(levels)}${']'.repeat(levels)}`;
  }

  #number(): string {
    if (this.#isOdd()) return pickOf(NUMBERS, this.#random);
    if (this.#random() < 0.5) return pickOf(NUMBERS.slice(0, GOOD_NUMBERS), this.#random);
    const scale = 10 ** Math.floor(this.#random() * 20);
    return String((this.#random() - 0.2) * scale);
  }

  /** The text as JSON, with more escapes than needed at times. */
  #string(text: string): string {
    if (this.#random() < 0.002) return this.#string(text.padEnd(LONG_TEXT_UNITS, 'lang é'));
    let json = '"';
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charAt(index);
      if (this.#random() < this.#escapeChance) json += escapeUnit(unit, this.#random);
      // Lone surrogates, quotes and control characters become escapes; a pair stays as it is.
      else if (/[\ud800-\udbff]/.test(unit) && /[\udc00-\udfff]/.test(text.charAt(index + 1))) {
        json += unit + text.charAt(index + 1);
        index += 1;
      } else json += JSON.stringify(unit).slice(1, -1);
    }
    return `${json}"`;
  }

  #spaced(text: string): string {
    return `${this.#space()}${text}${this.#space()}`;
  }

  #space(): string {
    if (this.#random() >= this.#spaceChance) return '';
    return pickOf(this.#random() < this.#oddChance * 0.1 ? BAD_SPACES : SPACES, this.#random);
  }

  #isOdd(): boolean {
    return this.#random() < this.#oddChance;
  }
}

function isFit(schema: z.core.$ZodType, json: string): boolean {
  try {
    return z.core.safeParse(schema, JSON.parse(json)).success;
  } catch {
    return false;
  }
}

function escapeUnit(unit: string, random: Random): string {
  if (unit === '/' && random() < 0.5) return '\\/';
  const digits = unit.charCodeAt(0).toString(16).padStart(4, '0');
  return `\\u${random() < 0.5 ? digits : digits.toUpperCase()}`;
}

// biome-ignore format: a table
const STRUCTURAL = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ' ',
  '\n',
  '\r',
  '\0',
  '-',
  '.',
  'e',
  '0',
  '9',
  'u',
  'é',
  '\\u00',
  '\\ud83d',
  '""',
  'null',
  '"id":1,',
];

/** Spoils some bytes; what comes out is UTF-8, as lines are that reach a projector. */
function mutate(line: Buffer, random: Random): Buffer {
  let bytes = line;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times -= 1) {
    const at =
      random() < 0.5 ? placeOf(pickOf(MARKS, random), bytes, random) : pick(bytes.length + 1, random);
    const until = Math.min(bytes.length, at + Math.floor(random() ** 3 * 20));
    switch (pick(6, random)) {
      case 0:
        bytes = random() < 0.5 ? bytes.subarray(0, at) : bytes.subarray(at);
        break;
      case 1:
        bytes = splice(bytes, at, until, []);
        break;
      case 2:
        bytes = splice(bytes, at, at, bytes.subarray(at, until));
        break;
      case 3:
        bytes = splice(bytes, at, at, Buffer.from(pickOf(STRUCTURAL, random)));
        break;
      case 4:
        bytes = splice(bytes, at, at + 1, Buffer.from(pickOf(STRUCTURAL, random)));
        break;
      default:
        // Half of the flips make a bracket a brace, or the other way round.
        bytes = splice(bytes, at, at + 1, [
          (bytes[at] ?? 0) ^ (random() < 0.5 ? 0x20 : 1 << pick(8, random)),
        ]);
    }
  }
  return isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
}

const MARKS = ['"', '{', '}', '[', ']', ',', ':', '\\', 'e', '.', '0', 'u', 'd'];

/** The place of one of the bytes that are this one; of any byte if there is none. */
function placeOf(mark: string, bytes: Buffer, random: Random): number {
  const from = pick(bytes.length + 1, random);
  const found = bytes.indexOf(mark, from);
  return found === -1 ? from : found;
}

function splice(bytes: Buffer, start: number, end: number, inserted: Uint8Array | readonly number[]): Buffer {
  return Buffer.concat([bytes.subarray(0, start), Uint8Array.from(inserted), bytes.subarray(end)]);
}

function pick(count: number, random: Random): number {
  return Math.floor(random() * count);
}

function pickOf<Value>(values: readonly Value[], random: Random): Value {
  return values[pick(values.length, random)] as Value;
}
