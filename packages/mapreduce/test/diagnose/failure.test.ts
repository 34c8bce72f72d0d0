import { expect, test } from 'vitest';
import { explainFailure } from '../../src/diagnose/failure.ts';
import { facts } from './facts.ts';

test.each(['running', 'succeeded'] as const)('an execution that is %s has not failed', (state) => {
  expect(explainFailure(facts({ execution: { state } }))).toEqual([]);
});

test('the error is told with what was done by then, and with what its own hint does not say', () => {
  const error = {
    code: 'TASK_HUNG',
    message: 'a task has stood still for 10m, at the record at a.txt:17',
    hint: 'Look for a loop.',
  };
  expect(explainFailure(facts({ execution: { state: 'failed', error } }))).toEqual([
    {
      level: 'error',
      title: 'A task stood still',
      detail: `${error.message}. By then 1,000,000 records were read and 32 tasks finished, in 5.0 s.`,
      hint: expect.stringMatching(/^Look for a loop\. .*--task-timeout 10s/),
    },
  ]);
});

test('an error that is not known by its code is told as it is', () => {
  const error = { code: 'SOMETHING_ELSE', message: 'it rained' };
  const [finding] = explainFailure(facts({ execution: { state: 'failed', error } }));
  expect(finding).toEqual({
    level: 'error',
    title: 'It failed',
    detail: expect.stringMatching(/^it rained\./),
  });
  const [without] = explainFailure(facts({ execution: { state: 'failed' } }));
  expect(without?.detail).toMatch(/^No reason is kept\./);
});

test('what was interrupted or stopped is told how to go on', () => {
  const [interrupted] = explainFailure(facts({ execution: { state: 'interrupted' } }));
  expect(interrupted).toMatchObject({
    level: 'error',
    detail: expect.stringContaining('in step 1, phase publish'),
    hint: 'Go on from the finished tasks: mapreduce resume /out',
  });
  const [stopped] = explainFailure(facts({ execution: { state: 'stopped' } }));
  expect(stopped).toMatchObject({ level: 'info', hint: expect.stringContaining('mapreduce resume /out') });
});
