import { expect, test } from 'vitest';
import { amountIn } from '../../../../src/features/cost/scenario/slider-field.tsx';

test.each([
  ['340e6 record/day', 340e6],
  ['200000', 200_000],
  ['1_000 record/day', 1000],
  ['5 record/week', undefined],
  ['many', undefined],
  ['', undefined],
])('of %j a slider shows %j', (text, amount) => {
  expect(amountIn(text, 'record/day')).toBe(amount);
});
