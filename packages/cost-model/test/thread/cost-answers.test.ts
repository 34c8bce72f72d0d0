import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@oremill/runtime';
import type { ScenarioInput } from '@oremill/types';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CostAnswers, CostService, contentOf, rulesSchema } from '../../src/index.ts';

const SCENARIO: ScenarioInput = { records: '1e6 record', months: 2, media: ['s3'] };
/** Takes a second or so. */
const LONG: ScenarioInput = { rate: '1e6 record/day', months: 120, index: 'elias-fano' };

let folder: string;
let cost: CostService;
let answers: CostAnswers;
let sampleId: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cost-answers-'));
  const clock = { ...systemClock, nowMs: () => Date.parse('2026-11-23') };
  cost = new CostService({ folder, clock });
  answers = new CostAnswers({ folder, clock });
  const lines = Array.from(
    { length: 500 },
    (_, id) => `{"text":"${`word${id} `.repeat(1 + (id % 30))}and ${id % 70} more"}\n`,
  );
  const content = contentOf('posts', undefined, async function* () {
    yield Buffer.from(lines.join(''));
  });
  ({ id: sampleId } = await cost.measure([content], rulesSchema.parse({ text: 'text' })));
});
afterAll(async () => {
  await answers.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an answer is that of the service', async () => {
  const second = { ...SCENARIO, replicas: 2 };
  expect(
    await Promise.all([
      answers.ask('estimate', [sampleId, SCENARIO]),
      answers.ask('compare', [sampleId, SCENARIO, second]),
      answers.ask('explain', [sampleId, SCENARIO, 's3.2']),
    ]),
  ).toEqual([
    cost.estimate(sampleId, SCENARIO),
    cost.compare(sampleId, SCENARIO, second),
    cost.explain(sampleId, SCENARIO, 's3.2'),
  ]);
});

test('others are served while it is worked out', async () => {
  let turns = 0;
  let isAnswered = false;
  const serve = (): void => {
    turns += 1;
    if (!isAnswered) setImmediate(serve);
  };
  setImmediate(serve);
  await answers.ask('estimate', [sampleId, LONG]);
  isAnswered = true;
  expect(turns).toBeGreaterThan(10);
});

describe('a refusal', () => {
  test('has its code, status and hint', async () => {
    await expect(answers.ask('estimate', ['0123456789abcdef', SCENARIO])).rejects.toMatchObject({
      code: 'SAMPLE_MISSING',
      status: 404,
      hint: 'Send the records again.',
    });
    const wrong = { ...SCENARIO, retention: '1 year' };
    await expect(answers.ask('estimate', [sampleId, wrong])).rejects.toMatchObject({
      code: 'UNIT_INVALID',
      message: 'retention: year is no unit of time, as day is',
    });
  });

  test('that is our fault is told whole, and the next question is answered', async () => {
    await expect(answers.ask('explain', [sampleId, SCENARIO, undefined as never])).rejects.toThrow(TypeError);
    expect(await answers.ask('explain', [sampleId, SCENARIO, 'records'])).toMatchObject({ value: 1e6 });
  });
});

describe('whoever leaves', () => {
  const reason = new Error('hung up');

  test('before the answer stops what is worked out; the next one is answered', async () => {
    const leaving = new AbortController();
    const asked = answers.ask('estimate', [sampleId, LONG], leaving.signal);
    const next = answers.ask('explain', [sampleId, SCENARIO, 'records']);
    leaving.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await next).toMatchObject({ value: 1e6 });
  });

  test('while another is answered takes nothing from it', async () => {
    const leaving = new AbortController();
    const first = answers.ask('explain', [sampleId, SCENARIO, 's3.1']);
    const waiting = answers.ask('estimate', [sampleId, LONG], leaving.signal);
    leaving.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await first).toMatchObject({ unit: 'USD' });
  });

  test('before asking is not answered', async () => {
    await expect(answers.ask('estimate', [sampleId, LONG], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

test('more than can wait are sent away, and with the end all are', async () => {
  const busy = new CostAnswers({ folder, clock: systemClock });
  const asked = Array.from({ length: 65 }, () => busy.ask('estimate', [sampleId, LONG]));
  const ends = Promise.allSettled(asked);
  await expect(busy.ask('estimate', [sampleId, SCENARIO])).rejects.toMatchObject({
    code: 'ESTIMATES_BUSY',
    message: '64 estimates are waiting for theirs',
  });
  await busy.close();
  for (const end of await ends) {
    expect(end).toMatchObject({ status: 'rejected', reason: { message: 'the platform is stopping' } });
  }
});
