import { expect, test } from 'vitest';
import { failureOf, toFailure, unreachable } from '../../src/api/failure.ts';

test('an answer in the one error shape is told in its own words', () => {
  const reply = { code: 'TABLE_MISSING', message: 'no table x', hint: 'Look at the list.', requestId: 'r1' };
  expect(toFailure(reply, 404)).toMatchObject({ status: 404, reply });
});

test('any other answer still says what to do', () => {
  expect(toFailure('<html>', 502).reply).toMatchObject({ code: 'HTTP_502' });
  expect(toFailure(undefined, 502).reply.hint).toBeDefined();
});

test('a fault of the page is not shown as one of the platform', () => {
  expect(failureOf(new TypeError('x is undefined')).reply.code).toBe('SCREEN_FAULT');
  const failure = unreachable(new TypeError('Failed to fetch'));
  expect(failureOf(failure)).toBe(failure);
});
