import { expect, test } from 'vitest';
import { signInSearchSchema } from '../../../src/features/session/search.ts';

test('after the sign-in it goes on to a page of this site', () => {
  expect(signInSearchSchema.parse({ next: '/mapreduce/jobs?state=failed' })).toEqual({
    next: '/mapreduce/jobs?state=failed',
  });
});

test('and never to another site', () => {
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    expect(signInSearchSchema.parse({ next })).toEqual({});
  }
});
