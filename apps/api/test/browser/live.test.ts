import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import { afterAll, beforeAll, expect } from 'vitest';
import { client } from '../integration/platform.ts';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  signIn,
  startPlatform,
  browserTest as test,
  watch,
} from './admin-session.ts';
import { startLongJob } from './long-job.ts';

/** Minutes: none of these tests waits for its end. */
const LONG = { tasks: 32, lineLength: 8192 };

let session: AdminSession;
beforeAll(async () => {
  session = await openAdminSession();
});
afterAll(() => session?.close());

async function start(file: string): Promise<string> {
  const { reply } = await client(session.address, session.data)<Execution>('POST', '/mapreduce/executions', {
    job: 'tag-statistics',
    input: { path: join(session.inputs, file) },
    workers: 1,
  });
  return reply.id;
}

test('progress moves by itself and the job can be stopped', async () => {
  const { page, context, faults } = await openPage(session.browser);
  await signIn(page, session);
  const id = await startLongJob(session, LONG);
  await page.goto(`${session.address}/ui/mapreduce/executions/${id}`);
  const bar = page.getByRole('progressbar', { name: 'Input read' });
  await bar.waitFor();
  const shares = new Set<string | null>();
  while (shares.size < 3) shares.add(await bar.getAttribute('aria-valuenow'));
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('main').getByText('stopped', { exact: true }).waitFor();
  await page.getByText('Somebody stopped it.').waitFor();
  await page.getByRole('button', { name: 'Run again' }).waitFor();
  expect(await page.title()).toBe('grep stopped · Oremill');
  expect(faults).toEqual([]);
  await context.close();
});

test('new executions wait behind a button instead of moving the rows, and all tabs share one stream', async () => {
  const { page, context, faults } = await openPage(session.browser);
  const streams: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/events') streams.push(request.url());
  });
  await signIn(page, session);
  const second = await context.newPage();
  faults.push(...watch(second));
  await second.goto(`${session.address}/ui/mapreduce/jobs`);
  await second.getByRole('group', { name: 'Executions' }).waitFor();
  await second.locator('.pill[data-role="ok"]').waitFor();
  // The snapshot that follows the stream's start is in.
  await second.waitForLoadState('networkidle');
  const rows = second.getByRole('group', { name: 'Executions' }).locator('tbody tr');
  const before = await rows.count();

  await start('bookmarks.jsonl');
  await second.getByRole('button', { name: '1 new, show' }).waitFor();
  expect(await rows.count()).toBe(before);
  await second.getByRole('button', { name: '1 new, show' }).click();
  await second.waitForFunction((count) => document.querySelectorAll('tbody tr').length === count, before + 1);
  expect(streams).toHaveLength(1);

  // The tab that reads the stream goes; the other takes over.
  await page.close();
  await start('bookmarks.jsonl');
  await second.getByRole('button', { name: '1 new, show' }).waitFor();
  expect(streams).toHaveLength(2);
  expect(faults).toEqual([]);
  await context.close();
});

test('killed in the middle of a job: the page reconnects by itself, shows it as interrupted and resumes it', async () => {
  const { page, context } = await openPage(session.browser);
  await signIn(page, session);
  const id = await startLongJob(session, LONG);
  await page.goto(`${session.address}/ui/mapreduce/executions/${id}`);
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.locator('.pill[data-role="ok"]').waitFor();

  session.platform.kill('SIGKILL');
  await session.platform.ended();
  await page.getByText('reconnecting').waitFor();

  session.platform = startPlatform({ ...session, port: new URL(session.address).port });
  expect(await session.platform.address()).toBe(session.address);
  await page.locator('.pill[data-role="ok"]').waitFor();
  await page.locator('main').getByText('interrupted', { exact: true }).waitFor();
  await page.getByText('no half-written output is left').waitFor();

  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('main').getByText('stopped', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Run again' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith(id));
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.locator('main').getByText('stopped', { exact: true }).waitFor();
  await context.close();
});
