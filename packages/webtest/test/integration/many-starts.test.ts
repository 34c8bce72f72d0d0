import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PortMode, startApp } from '../../src/index.ts';

const fixture = join(import.meta.dirname, '../fixtures/app.pl');
const STARTS = 200;

test('200 apps that are started at once have a port each', async () => {
  const modes: PortMode[] = ['inherit', 'report', 'env'];
  const apps = await Promise.all(
    Array.from({ length: STARTS }, (_, index) =>
      startApp({
        command: ['perl', fixture, 'works'],
        port: modes[index % modes.length] ?? 'env',
        ready: { timeoutMs: 100_000 },
      }),
    ),
  );
  expect(new Set(apps.map(({ port }) => port)).size).toBe(STARTS);
  for (const app of apps) expect(app.output()).toContain(`listening on port ${app.port}`);
  await Promise.all(apps.map((app) => app.stop()));
});
