import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { client } from '../integration/platform.ts';
import { expectAccessible, openWhole } from './accessible.ts';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  signIn,
  browserTest as test,
  type WatchedPage,
} from './admin-session.ts';
import { startLongJob } from './long-job.ts';

/** A dozen pages on a machine that does other things too. */
const PAGES_MS_MAX = 300_000;
/** Minutes: it is looked at long before its end. */
const LONG = { tasks: 32, lineLength: 8192 };

let session: AdminSession;
let executionId: string;
let failedId: string;
let steppedId: string;
beforeAll(async () => {
  session = await openAdminSession();
  writeFileSync(join(session.inputs, 'links.tsv'), 'a\tb\nb\tc\nc\ta\na\tc\n');
});
afterAll(() => session?.close());

const EMPTY_PAGES = [
  '/',
  '/mapreduce/jobs',
  '/warehouse/tables',
  '/warehouse/tables/bookmarks',
  '/warehouse/sql',
];

// Contrast depends on the scheme and layout on the width, neither on both: each is looked at once.
describe.each([
  ['light', 1280],
  ['dark', 768],
] as const)('%s, %i pixels wide', (colorScheme, width) => {
  let watched: WatchedPage;
  let page: Page;
  const named = (name: string) => `${name}-${colorScheme}-${width}`;

  beforeAll(async () => {
    watched = await openPage(session.browser, { colorScheme, viewport: { width, height: 900 } });
    page = watched.page;
    await page.goto(`${session.address}/ui/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page, named('sign-in'));
    await signIn(page, session);
  });
  afterAll(() => watched?.context.close());

  const open = (path: string) => openWhole(page, session.address, path);

  // Only the first meets an empty platform; it fills it for the others.
  const isFirst = colorScheme === 'light';
  if (isFirst) {
    test.each(EMPTY_PAGES)('%s, when there is nothing yet', async (path) => {
      await open(path);
      await expectAccessible(page, named(`empty${path.replaceAll('/', '-')}`));
    });
  }

  test('pages with something on them', { timeout: PAGES_MS_MAX }, async () => {
    executionId ??= await fillPlatform();
    for (const [name, path] of [
      ['overview', '/'],
      ['jobs', '/mapreduce/jobs'],
      ['execution', `/mapreduce/executions/${executionId}`],
      ['execution-skipped', `/mapreduce/executions/${executionId}?tab=skipped`],
      ['execution-output', `/mapreduce/executions/${executionId}?tab=output`],
      ['execution-failed', `/mapreduce/executions/${failedId}?tab=skipped`],
      ['execution-steps', `/mapreduce/executions/${steppedId}`],
      ['tables', '/warehouse/tables'],
      ['table', '/warehouse/tables/bookmarks'],
      ['sql', '/warehouse/sql?q=select'],
      ['not-found', '/no/such/page'],
    ] as const) {
      await open(path);
      await expectAccessible(page, named(name));
    }
  });

  test('an execution that runs, and what is left of it when it is stopped', async () => {
    const id = await startLongJob(session, LONG);
    await page.goto(`${session.address}/ui/mapreduce/executions/${id}`);
    await page.getByRole('progressbar', { name: 'Input read' }).waitFor();
    await page.getByText(/^\d+ tasks?; the slowest took/).waitFor();
    await expectAccessible(page, named('execution-running'));
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await expectAccessible(page, named('execution-stopped'));
    await page.getByRole('button', { name: 'Discard…' }).click();
    await page.getByRole('dialog').getByText('it cannot be resumed then').waitFor();
    await expectAccessible(page, named('discard'));
    await page.getByRole('button', { name: 'Discard it' }).click();
    await page.waitForURL(/\/ui\/mapreduce\/jobs$/);
  });

  test('a form with options, settings and a fault; the tasks as a table; a record in full', async () => {
    await open('/mapreduce/jobs');
    await page.getByRole('combobox', { name: 'Job', exact: true }).click();
    await page.getByRole('option', { name: 'grep' }).click();
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'links.tsv'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Start grep' }).click();
    await page.getByText('It is needed.').waitFor();
    await expectAccessible(page, named('jobs-form'));

    await open(`/mapreduce/executions/${executionId}?tab=skipped`);
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByRole('button', { name: 'Show as table' })
      .click();
    await page.getByRole('button', { name: 'All of this record' }).first().click();
    await expectAccessible(page, named('execution-opened'));
  });

  test('an answer, and an error in its place', async () => {
    await open(`/warehouse/sql?q=${encodeURIComponent('select * from bookmarks')}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('the first 1,000 rows').waitFor();
    await expectAccessible(page, named('sql-result'));
    await page.getByRole('textbox', { name: 'SQL statement' }).fill('select foo from bookmarks');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await expectAccessible(page, named('sql-error'));
  });

  test('dialogs: the review, the keys, the palette', async () => {
    await open(`/mapreduce/executions/${executionId}`);
    await page.getByRole('button', { name: 'Load into table' }).click();
    await page.getByRole('dialog').getByText('Replaces the').waitFor();
    await expectAccessible(page, named('review'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectAccessible(page, named('keys'));
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Command' }).waitFor();
    await expectAccessible(page, named('palette'));
  });

  test('a panel whose data do not come says so, and the others stay', async () => {
    // The page itself ends alike: /ui/warehouse/tables.
    const isList = (url: URL) => url.pathname === '/warehouse/tables';
    await page.route(isList, (route) =>
      route.fulfill({
        status: 400,
        json: { code: 'BROKEN', message: 'no tables today', hint: 'Come back.' },
      }),
    );
    await open('/warehouse/tables');
    await page.getByRole('alert').getByText('no tables today').waitFor();
    await page.getByRole('heading', { name: 'Loads' }).waitFor();
    await expectAccessible(page, named('panel-error'));
    await page.unroute(isList);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('group', { name: 'Tables' }).waitFor();
  });
});

/** An execution whose output is loaded, one that failed, and one of many steps. */
async function fillPlatform(): Promise<string> {
  const call = client(session.address, session.data);
  const failed = await start('tag-statistics', 'bookmarks.jsonl', { skipLimit: 1 });
  expect((await ended(failed.id)).state).toBe('failed');
  failedId = failed.id;
  const stepped = await start('page-rank', 'links.tsv', { options: { damping: 0.5 } });
  expect((await ended(stepped.id)).state).toBe('succeeded');
  steppedId = stepped.id;
  const good = await start('tag-statistics', 'bookmarks.jsonl');
  expect((await ended(good.id)).state).toBe('succeeded');
  const load = await call('POST', '/warehouse/loads', { executionId: good.id, table: 'bookmarks' });
  expect(load.status).toBe(201);
  return good.id;
}

async function start(job: string, file: string, more: object = {}): Promise<Execution> {
  const input = { path: join(session.inputs, file) };
  const { reply } = await client(session.address, session.data)<Execution>('POST', '/mapreduce/executions', {
    job,
    input,
    ...more,
  });
  return reply;
}

/** The last state, from the execution's own event stream, which ends with it. */
async function ended(id: string): Promise<Execution> {
  const token = session.signInLink.split('#token=')[1];
  const response = await fetch(`${session.address}/mapreduce/executions/${id}/events`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const states = (await response.text()).match(/^data: .*$/gm) ?? [];
  return JSON.parse(states.at(-1)?.slice('data: '.length) ?? '{}') as Execution;
}
