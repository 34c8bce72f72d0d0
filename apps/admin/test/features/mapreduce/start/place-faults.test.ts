import type { JobOption } from '@oremill/types';
import { expect, test } from 'vitest';
import { placeFaults } from '../../../../src/features/mapreduce/start/place-faults.ts';

const OPTIONS: JobOption[] = [
  { name: 'pattern', flag: '--pattern', type: 'string', isRequired: true },
  { name: 'minCount', flag: '--min-count', type: 'integer', isRequired: false },
];

const place = (code: string, message: string, hint?: string) =>
  placeFaults(hint === undefined ? { code, message } : { code, message, hint }, OPTIONS);

test('faults of options stand at their fields, whatever signs their words have', () => {
  expect(place('OPTION_INVALID', 'job grep: --pattern: not a regular expression')).toEqual({
    'options.pattern': 'Not a regular expression.',
  });
  expect(
    place('OPTION_INVALID', 'job x: --pattern: bad; see --min: here; --min-count: Too small: expected >=1'),
  ).toEqual({
    'options.pattern': 'Bad; see --min: here.',
    'options.minCount': 'Too small: expected >=1.',
  });
});

test('too little memory is a fault of the memory', () => {
  expect(place('OPTION_INVALID', '2 workers need 208 MiB of memory', 'Raise --memory.')).toEqual({
    memory: '2 workers need 208 MiB of memory.',
  });
});

test('what the shape of a request refuses is told at its field', () => {
  expect(place('REQUEST_INVALID', 'body/partitions: Too small: expected number to be >=1')).toEqual({
    partitions: 'Too small: expected number to be >=1.',
  });
  expect(place('REQUEST_INVALID', 'body/memoryBytes: Too big')).toEqual({ memory: 'Too big.' });
  expect(place('REQUEST_INVALID', 'body/options/minCount: Invalid')).toEqual({
    'options.minCount': 'Invalid.',
  });
  expect(place('REQUEST_INVALID', 'querystring/limit: Invalid')).toEqual({});
});

test('an input that is refused is told with what to do', () => {
  expect(place('INPUT_FORBIDDEN', '/etc is under no allowed root', 'Move it.')).toEqual({
    input: '/etc is under no allowed root. Move it.',
  });
  expect(place('UPLOAD_MISSING', 'no upload x')).toEqual({ input: 'No upload x.' });
});

test('what is about no field is left to the form', () => {
  expect(place('EXECUTION_LIMIT', '2 executions are running')).toEqual({});
  expect(place('OPTION_INVALID', 'job x has no options')).toEqual({});
});
