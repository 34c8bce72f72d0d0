import type { JobOption } from '@oremill/types';
import { expect, test } from 'vitest';
import {
  defaultText,
  firstText,
  labelOf,
  readOptions,
} from '../../../../src/features/mapreduce/start/option-values.ts';

function option(change: Partial<JobOption>): JobOption {
  return { name: 'given', flag: '--given', type: 'string', isRequired: false, ...change };
}

test('texts become values of the option’s type, and what is empty is left out', () => {
  const options = [
    option({ name: 'pattern', type: 'string' }),
    option({ name: 'count', type: 'integer' }),
    option({ name: 'share', type: 'number' }),
    option({ name: 'tags', type: 'array' }),
    option({ name: 'empty', type: 'number', default: 3 }),
  ];
  const texts = { pattern: ' a b ', count: '12', share: '0.5', tags: 'web\n\n go ', empty: '  ' };
  expect(readOptions(options, texts)).toEqual({
    values: { pattern: ' a b ', count: 12, share: 0.5, tags: ['web', 'go'] },
    faults: {},
  });
});

test('what is no number, not whole or missing is told by name', () => {
  const options = [
    option({ name: 'share', type: 'number' }),
    option({ name: 'count', type: 'integer' }),
    option({ name: 'pattern', isRequired: true }),
  ];
  expect(readOptions(options, { share: 'much', count: '1.5' })).toEqual({
    values: {},
    faults: { share: 'It must be a number.', count: 'It must be a whole number.', pattern: 'It is needed.' },
  });
});

test('a switch is sent only when it differs from its default', () => {
  const [on, off] = [option({ type: 'boolean', default: true }), option({ type: 'boolean' })];
  const sent = (given: JobOption, text: boolean) => readOptions([given], { given: text }).values;
  expect([sent(on, true), sent(on, false), sent(off, true), sent(off, false)]).toEqual([
    {},
    { given: false },
    { given: true },
    {},
  ]);
  expect([firstText(on), firstText(off), firstText(option({}))]).toEqual([true, false, '']);
});

test('a field is named like the flag and shows its default', () => {
  expect(labelOf(option({ flag: '--min-count' }))).toBe('Min count');
  expect(
    [3, 'x', ['a', 'b'], [], { a: 1 }, null].map((given) => defaultText(option({ default: given }))),
  ).toEqual(['3', 'x', 'a\nb', undefined, '{"a":1}', undefined]);
});
