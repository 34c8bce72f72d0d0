import { expect, test } from 'vitest';
import { fromErrorReply, toErrorReply } from '../src/error-reply.ts';
import { AppError, errorFamily } from '../src/errors.ts';
import { mapreduceError } from '../src/mapreduce/errors.ts';

test('a family makes errors with the status of their code', () => {
  const error = errorFamily({ LOST: { status: 404 } })('LOST', 'key web is lost', { hint: 'Look again.' });
  expect(error).toBeInstanceOf(AppError);
  expect({ ...toErrorReply(error), status: error.status }).toEqual({
    code: 'LOST',
    message: 'key web is lost',
    hint: 'Look again.',
    status: 404,
  });
});

test('a code outside the table does not compile', () => {
  // @ts-expect-error no such code
  expect(mapreduceError('NO_SUCH_CODE', 'x').status).toBe(500);
});

test('an error that is no AppError tells nothing of itself', () => {
  expect(JSON.stringify(toErrorReply(new Error('password=hunter2')))).not.toContain('hunter2');
});

test('an error survives the way through a reply', () => {
  const reply = { code: 'LOST', message: 'key web is lost', hint: 'Look again.' };
  expect(toErrorReply(fromErrorReply(reply))).toEqual(reply);
});
