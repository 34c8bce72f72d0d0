import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeOptions, parseOptionArguments, validateOptions } from '../../src/job/job-options.ts';

const schema = z.object({
  minCount: z.number().int().min(1).default(2).describe('Leave out what is rarer'),
  pattern: z.string(),
  mode: z.enum(['fast', 'exact']).optional(),
  isLoud: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
});

test('options are described for people and for forms', () => {
  expect(describeOptions(schema)).toEqual([
    {
      name: 'minCount',
      flag: '--min-count',
      type: 'integer',
      isRequired: false,
      description: 'Leave out what is rarer',
      default: 2,
    },
    { name: 'pattern', flag: '--pattern', type: 'string', isRequired: true },
    { name: 'mode', flag: '--mode', type: 'string', isRequired: false, choices: ['fast', 'exact'] },
    { name: 'isLoud', flag: '--is-loud', type: 'boolean', isRequired: false },
    { name: 'tags', flag: '--tags', type: 'array', isRequired: false },
  ]);
  expect(describeOptions(undefined)).toEqual([]);
});

test('arguments become the values that the schema checks', () => {
  const given = ['--min-count', '3', '--pattern=a b', '--is-loud', '--tags', 'x', '--tags', 'y'];
  const values = parseOptionArguments('grep', schema, given);
  expect(values).toEqual({ minCount: 3, pattern: 'a b', isLoud: true, tags: ['x', 'y'] });
  expect(validateOptions('grep', schema, values)).toEqual({ ...values });
  expect(validateOptions('grep', schema, { pattern: 'p' })).toEqual({ minCount: 2, pattern: 'p' });
});

test.each([
  [['--min-cuont', '3'], '--min-cuont', '--min-count, --pattern'],
  [['stray'], 'stray', '--min-count'],
])('arguments %j are refused, with the options that there are', (given, words, hint) => {
  expect(() => parseOptionArguments('grep', schema, given)).toThrow(
    expect.objectContaining({
      code: 'OPTION_INVALID',
      message: expect.stringContaining(words),
      hint: expect.stringContaining(hint),
    }),
  );
});

test('every fault of the values is named', () => {
  expect(() => validateOptions('grep', schema, { minCount: 0, mode: 'slow' })).toThrow(
    expect.objectContaining({
      code: 'OPTION_INVALID',
      message: expect.stringMatching(/--min-count: .*--pattern: .*--mode: /),
    }),
  );
  expect(() => validateOptions('plain', undefined, { k: 1 })).toThrow('has no options');
  expect(validateOptions('plain', undefined, undefined)).toEqual({});
});

test('an option that the schema does not know is refused, unless it says that there may be others', () => {
  const closed = z.object({ minCount: z.number().optional() });
  expect(() => validateOptions('count', closed, { minCuont: 3 })).toThrow(
    expect.objectContaining({
      code: 'OPTION_INVALID',
      message: 'job count has no option minCuont',
      hint: 'Its options: minCount.',
    }),
  );
  const open = z.looseObject({ minCount: z.number().optional() });
  expect(validateOptions('count', open, { minCuont: 3 })).toEqual({ minCuont: 3 });
});

test('an option that is missing is said to be needed, and a check of the job’s own keeps its words', () => {
  const span = z
    .object({ job: z.string(), unit: z.enum(['h', 'd']), to: z.string().optional() })
    .refine(({ to }) => to !== undefined, { path: ['to'], message: 'must name a day', when: () => true });
  expect(() => validateOptions('span', span, {})).toThrow(
    expect.objectContaining({
      message: 'job span: --job: it is needed; --unit: it is needed; --to: must name a day',
    }),
  );
});
