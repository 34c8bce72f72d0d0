import { parseArgs } from 'node:util';
import { compareLines, compareSchemas } from './compare-lines.ts';
import { schemas } from './schemas.ts';

/** Compares the projector with the reference at length: `node test/projection/compare-many.ts --lines 5000000 --seed 1`. */
const { values } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const linesOfEach = Math.ceil(Number(values.lines) / Object.keys(schemas).length);
for (const [index, [name, schema]] of Object.entries(schemas).entries()) {
  const seed = Number(values.seed) * 1000 + index;
  const { lines, accepted, projected } = compareLines(schema, linesOfEach, seed);
  console.log(
    `${name}: ${lines} lines of seed ${seed}, ${accepted} accepted, ${projected} projected: all equal`,
  );
}

const LINES_OF_EACH_SCHEMA = 100;
const seed = Number(values.seed);
const count = Math.ceil(linesOfEach / LINES_OF_EACH_SCHEMA);
const { lines, accepted, projected } = compareSchemas(count, LINES_OF_EACH_SCHEMA, seed);
console.log(
  `${count} schemas: ${lines} lines of seed ${seed}, ${accepted} accepted, ${projected} projected: all equal`,
);
