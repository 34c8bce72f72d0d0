import { expect, test } from 'vitest';
import { z } from 'zod';
import { KernelMemory } from '../../src/kernel/kernel-memory.ts';
import { parseReference, projectionOf } from '../../src/projection/projection.ts';
import { Projector, projectorBytes } from '../../src/projection/projector.ts';

const MEMORY_BYTES = 2 ** 20;

/** Parses lines of the schema from the kernel's memory, and checks each against the reference. */
function parser<Record>(schema: z.ZodType<Record>) {
  const memory = new KernelMemory(MEMORY_BYTES);
  const projection = projectionOf(schema);
  const projector = new Projector(projection, memory);
  const { address, bytes } = memory.allocate(MEMORY_BYTES / 2);
  return {
    projector,
    parse: (line: string): Record => {
      const end = bytes.write(`${line}\n`) - 1;
      const record = projector.parse(bytes, address, 0, end);
      expect(record).toStrictEqual(parseReference(projection, line));
      return record;
    },
    /** The error, which has to be the reference's. */
    refuse: (line: string): string => {
      const end = bytes.write(`${line}\n`) - 1;
      const message = messageOf(() => projector.parse(bytes, address, 0, end));
      expect(message).toBe(messageOf(() => parseReference(projection, line)));
      return message;
    },
  };
}

function messageOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    return String(error);
  }
  throw new Error('nothing was thrown');
}

const bookmark = z.object({
  id: z.unknown(),
  tags: z.array(z.object({ term: z.string() })).optional(),
});

test('declared fields are taken out, the others are not there, and nothing is left to the reference', () => {
  const { parse, projector } = parser(bookmark);
  const line =
    '{"x": {"id": 0, "tags": []}, "tags": [{"label": null, "term": "a"}, {"term": "日本"}], "s": "\\"id\\": 7", "id": "b"}';
  expect(parse(line)).toEqual({ id: 'b', tags: [{ term: 'a' }, { term: '日本' }] });
  expect(parse('{"id": {"a": [1, {"b": "c"}]}}')).toEqual({ id: { a: [1, { b: 'c' }] } });
  expect(parse('{"tags": [], "id": null}')).toEqual({ id: null, tags: [] });
  expect(projector.referenced).toBe(0);
});

test('a line in error is refused with the error of the reference', () => {
  const { refuse, projector } = parser(bookmark);
  expect(refuse('{"tags": []}')).toContain('id: Invalid input');
  expect(refuse('{"id": 1, "tags": [{"term": 1}]}')).toContain('tags[0].term: Invalid input');
  expect(refuse('{"id": 1, "tags": null}')).toContain('tags: Invalid input');
  for (const line of [
    '',
    ' ',
    '{"id": 1',
    '{"id": 1,}',
    '{"id": 1} x',
    '{"id": 01}',
    '{"id": 1, "x": 01}',
    '[{"id": 1}]',
  ]) {
    refuse(line);
  }
  for (const line of [
    '\ufeff{"id": 1}',
    '{"id": "\t"}',
    '{"id": 1, "x": "\u0001"}',
    '{"id": 1, "\n": 0}',
    '{"id": 1\0}',
  ]) {
    refuse(line);
  }
  for (const line of [
    '{"id": "\\x"}',
    '{"id": "\\u12g4"}',
    '{"id": 1, "x": "\\u123"}',
    '{"id": nul}',
    '{"id": 1, "x": tru}',
  ]) {
    refuse(line);
  }
  expect(projector.referenced).toBe(21);
});

test('each escape is undone in strings and in keys', () => {
  const { parse, projector } = parser(
    z.object({ key: z.string(), 'é"\\😀': z.string().optional(), other: z.string().optional() }),
  );
  expect(parse('{"k\\u0065y": "\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u00e9 \\u65E5 \\ud83d\\ude00"}')).toEqual({
    key: '" \\ / \b\f\n\r\t é 日 😀',
  });
  expect(
    parse('{"\\u00e9\\"\\\\\\ud83d\\uDE00": "1", "\\u006b\\u0065\\u0079": "é", "ot\\u0068ers": 1}'),
  ).toEqual({
    key: 'é',
    'é"\\😀': '1',
  });
  expect(parse('{"key": "\\ud800 and \\udc00\\ud800", "\\ud800": 1}').key).toBe('\ud800 and \udc00\ud800');
  // Surrogates that make no pair, though their lower bits are those of the declared key's.
  for (const pair of ['\\udc3d\\ude00', '\\ud83d\\uda00', '\\ude00\\ud83d', '\\ud83d', '\\ud83du']) {
    expect(parse(`{"key": "", "é\\"\\\\${pair}": "1"}`)).toEqual({ key: '' });
  }
  expect(projector.referenced).toBe(0);
});

test('the last of a key that comes twice wins, whatever the first was', () => {
  const { parse, refuse } = parser(
    z.object({ a: z.object({ b: z.number().optional(), c: z.number().optional() }) }),
  );
  expect(parse('{"a": {"b": 1}, "a": {"c": 2}}')).toEqual({ a: { c: 2 } });
  expect(parse('{"a": 1, "\\u0061": {"b": 1, "b": 2}}')).toEqual({ a: { b: 2 } });
  refuse('{"a": {"b": 1}, "a": 1}');
});

test('numbers are the nearest doubles', () => {
  const { parse, projector } = parser(z.array(z.number()));
  const numbers =
    '0,-0,-0.0,1,-1,0.1,123.456,1e3,1E+5,1e-7,2.5e22,9007199254740993,12345678901234567890,1e-400,5e-324,0.30000000000000004';
  const values = parse(`[${numbers}]`);
  expect(values.map((value) => Object.is(value, -0))).toEqual(
    values.map((_value, index) => index === 1 || index === 2),
  );
  expect(projector.referenced).toBe(0);
});

test('1e999 is no number to a schema that wants one, and Infinity to one that takes anything', () => {
  expect(parser(z.object({ a: z.number() })).refuse('{"a": 1e999}')).toContain('a: Invalid input');
  expect(parser(z.object({ a: z.unknown() })).parse('{"a": -1e999}')).toEqual({ a: -Infinity });
});

test('white space may stand wherever JSON allows it, a carriage return at the end of the line too', () => {
  const { parse, projector } = parser(z.object({ a: z.array(z.number()), b: z.boolean() }));
  expect(parse(' \t{ \r"a" \n: [ 1 , 2 ] , "x" : [ ] , "y" : { } ,\t"b":\ttrue } \r')).toEqual({
    a: [1, 2],
    b: true,
  });
  expect(projector.referenced).toBe(0);
});

test('keys of the prototype are data', () => {
  const { parse } = parser(z.object({ a: z.unknown() }));
  const { a } = parse('{"__proto__": {"a": 1}, "a": {"__proto__": {"b": 1}}}');
  expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
  expect(Object.keys(a as object)).toEqual(['__proto__']);
});

test('strings and values that are huge or deep', () => {
  const { parse, projector } = parser(z.object({ a: z.unknown() }));
  const text = 'long é '.repeat(20_000);
  expect(parse(`{"x": "${text}", "a": "${text}"}`)).toEqual({ a: text });
  expect(parse(`{"a": "${'x'.repeat(300_000)}"}`)).toEqual({ a: 'x'.repeat(300_000) });
  expect(parse(`{"a": 1, "x": ${'['.repeat(64)}${']'.repeat(64)}}`)).toEqual({ a: 1 });
  expect(projector.referenced).toBe(0);
  expect(parse(`{"a": 1, "x": ${'['.repeat(5000)}${']'.repeat(5000)}}`)).toEqual({ a: 1 });
  expect(projector.referenced).toBe(1);
});

test('records with more values or text than the kernel has room for', () => {
  const { parse, projector } = parser(z.array(z.string()));
  const few = Array.from({ length: 2000 }, (_item, index) => `${'é'.repeat(20)}日${index}`);
  expect(parse(JSON.stringify(few))).toEqual(few);
  expect(projector.referenced).toBe(0);
  const narrow = Array.from({ length: 4000 }, (_item, index) => `twenty or more letters ${index}`);
  expect(parse(JSON.stringify([...few.slice(0, 100), ...narrow]))).toHaveLength(4100);
  const escaped = narrow.map((text) => `${text}\n`);
  expect(parse(JSON.stringify([...few.slice(0, 100), ...escaped]))).toHaveLength(4100);
  expect(projector.referenced).toBe(0);
  const many = Array.from({ length: 30_000 }, (_item, index) => String(index));
  expect(parse(JSON.stringify(many))).toEqual(many);
  expect(projector.referenced).toBe(1);
});

test('a line that lies outside the memory, or at its very end, is parsed all the same', () => {
  const memory = new KernelMemory(MEMORY_BYTES);
  const projector = new Projector(projectionOf(z.object({ a: z.number() })), memory);
  const line = Buffer.from('{"a": 1}');
  expect(projector.parse(line, undefined, 0, line.length)).toEqual({ a: 1 });
  const { address, bytes } = memory.allocate(memory.freeBytes);
  line.copy(bytes, bytes.length - line.length);
  expect(projector.parse(bytes, address, bytes.length - line.length, bytes.length)).toEqual({ a: 1 });
  expect(projector.referenced).toBe(1);
});

test('a line may end where the memory of the projector begins', () => {
  const memory = new KernelMemory(MEMORY_BYTES);
  const { address, bytes } = memory.allocate(64);
  const projector = new Projector(projectionOf(z.object({ a: z.number() })), memory);
  bytes.write('{"a": 1}'.padStart(64));
  expect(projector.parse(bytes, address, 0, 64)).toEqual({ a: 1 });
  expect(projector.parse(bytes, address, 0, 64)).toEqual({ a: 1 });
  expect(projector.referenced).toBe(0);
});

test('checks, defaults and transforms are those of the schema, and run on what is declared', () => {
  const seen: unknown[] = [];
  const { parse, refuse } = parser(
    z
      .object({
        id: z.int().min(1),
        name: z.string().trim().min(2),
        mode: z.enum(['on', 'off']).default('on'),
        size: z.string().transform(Number).optional(),
      })
      .refine((record) => {
        seen.push(Object.keys(record));
        return record.id !== 13;
      }, 'an unlucky number'),
  );
  expect(parse('{"name": " abc ", "x": 1, "id": 7, "size": "12"}')).toEqual({
    id: 7,
    name: 'abc',
    mode: 'on',
    size: 12,
  });
  expect(seen).toEqual([
    ['id', 'name', 'mode', 'size'],
    ['id', 'name', 'mode', 'size'],
  ]);
  expect(refuse('{"name": "abc", "id": 13}')).toContain('an unlucky number');
  expect(refuse('{"name": " a ", "id": 1}')).toContain('name: Too small');
  expect(refuse('{"name": "abc", "id": 1.5}')).toContain('id: Invalid input');
});

test('what a schema makes of other types is left to it', () => {
  const { parse, projector } = parser(
    z.object({
      a: z.coerce.number(),
      b: z.coerce.number().min(1).optional(),
      c: z.compile(z.string()).optional(),
    }),
  );
  expect(parse('{"a": "1", "b": "5", "c": "x"}')).toEqual({ a: 1, b: 5, c: 'x' });
  expect(parse('{"a": null}')).toEqual({ a: 0 });
  expect(projector.referenced).toBe(0);
});

test('a schema that throws, throws as it does in the reference', () => {
  const { refuse } = parser(
    z.object({
      a: z.string().refine(() => {
        throw new RangeError('no');
      }),
    }),
  );
  expect(refuse('{"a": ""}')).toBe('RangeError: no');
  const late = z.object({ a: z.string().refine(async () => await Promise.resolve(true)) });
  expect(parser(late).refuse('{"a": ""}')).toContain('Promise');
});

test('a projector takes no more memory than it says', () => {
  const projection = projectionOf(z.object({ a: z.object({ 'a longer key than eight': z.string() }) }));
  const memory = new KernelMemory(MEMORY_BYTES);
  const before = memory.freeBytes;
  new Projector(projection, memory);
  expect(projection.plan).toBeDefined();
  if (projection.plan) expect(before - memory.freeBytes).toBeLessThanOrEqual(projectorBytes(projection.plan));
});
