import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseReference, projectionOf } from '../../src/projection/projection.ts';

test('a projection has a plan where its schema reads less than everything', () => {
  expect(projectionOf(z.object({ id: z.string() })).plan?.fields.map(({ key }) => key)).toEqual(['id']);
  expect(projectionOf(z.array(z.number())).plan).toBeDefined();
  expect(projectionOf(z.unknown()).plan).toBeUndefined();
  expect(projectionOf(z.record(z.string(), z.number())).plan).toBeUndefined();
  expect(projectionOf(z.looseObject({ id: z.string() })).plan).toBeUndefined();
});

test('names that every object has, and names that are no Unicode, are left to zod', () => {
  expect(projectionOf(z.object({ constructor: z.unknown() })).plan).toBeUndefined();
  expect(projectionOf(z.object({ ['__proto__']: z.string() })).plan).toBeUndefined();
  expect(projectionOf(z.object({ '\ud800': z.string() })).plan).toBeUndefined();
});

test('a schema may name one that is declared after it', () => {
  const projection = projectionOf(
    z.object({
      get later() {
        return later;
      },
    }),
  );
  const later = z.string();
  expect(projection.plan?.fields[0]?.node.takes).toEqual(new Set(['string']));
});

test('the reference tells which fields are wrong, three at most', () => {
  const projection = projectionOf(
    z.object({ id: z.string(), tags: z.array(z.object({ term: z.string() })), a: z.null(), b: z.null() }),
  );
  const line = '{"id": 1, "tags": [{"term": "x"}, {"term": null}], "a": 1}';
  expect(() => parseReference(projection, line)).toThrow(
    new TypeError(
      'id: Invalid input: expected string, received number; ' +
        'tags[1].term: Invalid input: expected string, received null; ' +
        'a: Invalid input: expected null, received number; and 1 more',
    ),
  );
  expect(() => parseReference(projection, '7')).toThrow('Invalid input: expected object, received number');
  expect(() => parseReference(projection, '{"id": ')).toThrow(SyntaxError);
});
