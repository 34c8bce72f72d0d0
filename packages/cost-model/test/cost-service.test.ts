import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import type { FigureTree, ScenarioInput } from '@oremill/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CostService, contentOf, rulesSchema } from '../src/index.ts';

const RULES = rulesSchema.parse({});
const SCENARIO: ScenarioInput = { records: '1e6 record', rate: '1e4 record/day', months: 3 };

let folder: string;
let cost: CostService;
let sampleId: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cost-service-'));
  cost = new CostService({ folder, clock: systemClock });
  const lines = Array.from(
    { length: 200 },
    (_, index) => `{"id":${index},"text":"${'a'.repeat(index % 90)}"}\n`,
  );
  async function* read() {
    yield Buffer.from(lines.join(''));
  }
  sampleId = (await cost.measure([contentOf('a sample', undefined, read)], RULES)).id;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an estimate', () => {
  test('tells what all media cost together, and a record in each', () => {
    const { media, allMedia, unpriced } = cost.estimate(sampleId, SCENARIO);
    expect(unpriced).toEqual([]);
    expect(allMedia?.months.map(({ expected }) => expected)).toEqual(
      [0, 1, 2].map((month) =>
        expect.closeTo(
          media.reduce((sum, { months }) => sum + (months[month]?.expected ?? Number.NaN), 0),
          6,
        ),
      ),
    );
    expect(media.map(({ medium, record }) => [medium, record.usdRead > 0])).toEqual([
      ['ram', false],
      ['ssd', true],
      ['s3', true],
    ]);
    for (const { record } of media) {
      expect(record.usdMonth.low).toBeLessThan(record.usdMonth.expected);
      expect(record.usdMonth.high).toBeGreaterThan(record.usdMonth.expected);
    }
  });

  test('has a medium without a price among those that are told apart', () => {
    const { media, unpriced, allMedia } = cost.estimate(sampleId, { ...SCENARIO, book: '2012' });
    expect([media, allMedia]).toEqual([[], undefined]);
    expect(unpriced.map(({ medium, problem }) => [medium, problem.code])).toEqual([
      ['ram', 'PRICE_MISSING'],
      ['ssd', 'PRICE_MISSING'],
      ['s3', 'PRICE_MISSING'],
    ]);
  });
});

describe('a comparison', () => {
  test('has the last month of both estimates, and their difference', () => {
    const second = { ...SCENARIO, replicas: 2 };
    const { lines, unpriced } = cost.compare(sampleId, SCENARIO, second);
    const [before, after] = [SCENARIO, second].map((scenario) => cost.estimate(sampleId, scenario).allMedia);
    expect(lines.find(({ line }) => line === 'total.last')).toMatchObject({
      first: before?.months.at(-1),
      second: after?.months.at(-1),
      difference: {
        expected: (after?.months.at(-1)?.expected ?? 0) - (before?.months.at(-1)?.expected ?? 0),
      },
    });
    expect(unpriced).toEqual([]);
  });

  test('tells media without a price apart, once', () => {
    const { lines, unpriced } = cost.compare(sampleId, { ...SCENARIO, book: '2012' }, SCENARIO);
    expect(unpriced.map(({ medium }) => medium)).toEqual(['ram', 'ssd', 's3']);
    expect(lines.find(({ line }) => line === 's3.last')).toEqual({
      line: 's3.last',
      unit: 'USD',
      second: expect.anything(),
    });
    expect(
      cost.compare(sampleId, { ...SCENARIO, book: '2012' }, { ...SCENARIO, book: '2012' }).unpriced,
    ).toHaveLength(3);
  });
});

describe('an explanation', () => {
  const explain = (line: string) => cost.explain(sampleId, SCENARIO, line);

  test('has the number that the estimate tells', () => {
    const { media, records, allMedia, breakEvens } = cost.estimate(sampleId, SCENARIO);
    const [ram] = media;
    const even = breakEvens.find(({ dear, cheap }) => dear === 'ram' && cheap === 's3');
    expect(
      ['records', 'total', 'ram.bytes', 'ram.total', 'ram.record', 'ram.3', 'ram.s3', 's3.ram'].map(
        (line) => explain(line).value,
      ),
    ).toEqual([
      records.expected,
      allMedia?.usdTotal.expected,
      ram?.bytes.expected,
      ram?.usdTotal.expected,
      ram?.record.usdMonth.expected,
      ram?.usdMonth.expected,
      even?.secondsBetweenReads?.expected,
      even?.secondsBetweenReads?.expected,
    ]);
  });

  test('ends at prices with their documents, and at the sample', () => {
    const origins = leaves(explain('s3.ram')).map(({ origin }) => origin);
    const quoted = origins.flatMap((origin) => (origin?.kind === 'price' ? [origin.book] : []));
    expect(new Set(quoted)).toEqual(
      new Set([
        'aws-2026 ec2.r7g.4xlarge',
        'aws-2026 s3.standard.storage.first-50tb',
        'aws-2026 s3.standard.storage.next-450tb',
        'aws-2026 s3.standard.storage.over-500tb',
        'aws-2026 s3.standard.get',
      ]),
    );
    expect(origins).toContainEqual({ kind: 'sample', sample: 'a sample', statistic: 'mean of 200 records' });
  });

  test.each(['tape.total', 'ram', 'ram.4', 'ram.0', 'ram.tape', 'total.x', 'records.1', 'ram.read'])(
    'of %s, which no estimate has, is refused',
    (line) => expect(() => explain(line)).toThrow(expect.objectContaining({ code: 'FIGURE_MISSING' })),
  );
});

function leaves(tree: FigureTree): FigureTree[] {
  return tree.inputs === undefined ? [tree] : tree.inputs.flatMap(leaves);
}
