import { expect, test } from 'vitest';
import { createLifecycle } from '../../src/process/lifecycle.ts';

test('parts close in reverse order, once, and one that fails does not keep the others open', async () => {
  const told: string[] = [];
  const lifecycle = createLifecycle((name) => told.push(`failed ${name}`));
  for (const name of ['database', 'jobs', 'http']) {
    await lifecycle.start(
      name,
      async () => name,
      async () => {
        if (name === 'jobs') throw new Error('stuck');
        told.push(`closed ${name}`);
      },
    );
  }
  await Promise.all([lifecycle.close(), lifecycle.close()]);
  expect(told).toEqual(['closed http', 'failed jobs', 'closed database']);
});

test('a part that was still starting when the shutdown began is closed too', async () => {
  const lifecycle = createLifecycle(() => {});
  const opening = Promise.withResolvers<string>();
  let isClosed = false;
  const starting = lifecycle.start(
    'slow',
    () => opening.promise,
    async () => {
      isClosed = true;
    },
  );
  await lifecycle.close();
  opening.resolve('late');
  await expect(starting).rejects.toThrow('slow started after the shutdown began');
  expect(isClosed).toBe(true);
});
