import type { Finding } from '@oremill/types';
import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.ts';
import { facts, step } from './facts.ts';

test('an execution in which nothing stands out is told to be one', () => {
  expect(diagnose(facts()).findings).toEqual([
    {
      level: 'info',
      title: 'Nothing stands out',
      detail: expect.stringContaining('has succeeded'),
    },
  ]);
});

test('of several findings the gravest comes first', () => {
  const { findings } = diagnose(
    facts({
      execution: {
        state: 'failed',
        error: { code: 'TASK_FAILED', message: 'job word-count: reducer failed at key "x": no' },
        steps: [step({ groups: 1000, largestGroup: { key: '"a"', pairs: 500_000 } })],
      },
    }),
  );
  expect(findings.map(({ level }: Finding) => level)).toEqual(['error', 'warning', 'info']);
});
