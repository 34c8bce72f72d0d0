import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Comparer, compareLines, compareSchemas } from './compare-lines.ts';
import { schemas } from './schemas.ts';

const LINES_OF_EACH = 1800;
const SCHEMAS = 100;
const LINES_OF_EACH_SCHEMA = 20;
const SEED = 20261123;

test.each(Object.entries(schemas))(
  'projector and reference agree on lines of and around: %s',
  (_name, schema) => {
    const { lines, accepted, projected } = compareLines(schema, LINES_OF_EACH, SEED);
    console.log(`${lines} lines of seed ${SEED}, ${accepted} accepted, ${projected} projected`);
    // Had all been refused, or left to the reference, nothing would have been compared.
    expect(accepted).toBeGreaterThan(lines / 10);
    expect(projected).toBeGreaterThan(accepted * 0.8);
  },
);

test.each(Object.entries(schemas))(
  'they agree on any JSON, any text and any half of it: %s',
  (_name, schema) => {
    const comparer = new Comparer(schema);
    const text = fc.oneof(fc.json(), fc.json({ stringUnit: 'binary' }), fc.string({ unit: 'grapheme' }));
    const property = fc.property(text, fc.nat(), (json, cut) => {
      comparer.compare(Buffer.from(json));
      comparer.compare(Buffer.from(json.slice(0, cut % (json.length + 1))));
    });
    fc.assert(property, { numRuns: 100 });
    expect(comparer.lines).toBeGreaterThanOrEqual(200);
  },
);

test('they agree under schemas of any forms in any order', () => {
  const { lines, accepted, projected } = compareSchemas(SCHEMAS, LINES_OF_EACH_SCHEMA, SEED);
  console.log(
    `${lines} lines under ${SCHEMAS} schemas of seed ${SEED}, ${accepted} accepted, ${projected} projected`,
  );
  expect(accepted).toBeGreaterThan(lines / 10);
  expect(projected).toBeGreaterThan(accepted * 0.7);
});
