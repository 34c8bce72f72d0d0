import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  rowsOf,
  signIn,
  browserTest as test,
  type WatchedPage,
} from './admin-session.ts';

let session: AdminSession;
beforeAll(async () => {
  session = await openAdminSession();
});
afterAll(() => session?.close());

describe('from the printed link to an answer', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(session.browser);
    page = watched.page;
  });
  afterAll(() => watched?.context.close());

  test('the printed link signs in, and the token is gone from the address and the history', async () => {
    await signIn(page, session);
    expect(new URL(page.url()).pathname).toBe('/ui');
    expect(page.url()).not.toContain('token');
    await page.goBack();
    expect(page.url()).not.toContain('token=');
    await signIn(page, session);
    const cookies = await watched.context.cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Strict' },
    ]);
  });

  test('the first start shows what to do', async () => {
    await page.getByRole('heading', { name: 'From raw data to an answer' }).waitFor();
    const steps = page.getByRole('listitem').filter({ hasText: '(to do)' });
    expect(await steps.count()).toBe(3);
  });

  test('the job is started on an allowed file and is seen to finish, with its counters', async () => {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'bookmarks.jsonl'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start tag-statistics' }).click();
    await page.waitForURL(/\/ui\/mapreduce\/executions\/[0-9a-z]{20}$/);
    await page.locator('main').getByText('succeeded', { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Counters' }).click();
    expect(await rowsOf(page, 'Counters')).toEqual([
      ['mapper', 'kept_entries', '1,342', ''],
      ['mapper', 'skipped_entries', '50', ''],
    ]);
    expect(await page.title()).toBe('tag-statistics succeeded · Oremill');
  });

  test('its skipped records tell the place and the reason', async () => {
    await page.getByRole('tab', { name: 'Skipped 50' }).click();
    await page.getByText('50 of 50 shown').waitFor();
    const rows = await rowsOf(page, 'Skipped records');
    expect(rows).toHaveLength(50);
    expect(new Set(rows.map(([file]) => file))).toEqual(new Set(['bookmarks.jsonl']));
    expect(rows.every(([, , , reason]) => reason?.includes('tags'))).toBe(true);
    expect(new URL(page.url()).search).toBe('?tab=skipped');
  });

  test('its output is loaded after a review that says what happens', async () => {
    await page.getByRole('button', { name: 'Load into table' }).click();
    const review = page.getByRole('dialog');
    await review.getByText('The table bookmarks is empty. It will hold 1,342 rows.').waitFor();
    await review.getByRole('button', { name: 'Load 1,342 rows into bookmarks' }).click();
    await review.getByText('were loaded into').waitFor();
    await review.getByRole('link', { name: 'ask it a question' }).click();
    await page.waitForURL(/\/ui\/warehouse\/sql/);
  });

  test('the count and the question by month are answered', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('1 row', { exact: true }).waitFor();
    expect(await rowsOf(page, 'Result rows')).toEqual([['1342']]);

    const editor = page.getByRole('textbox', { name: 'SQL statement' });
    await editor.fill('select month, count(*), avg(avg_tag_len) from bookmarks group by month');
    await page.getByText('From the previous text').waitFor();
    await editor.press('Control+Enter');
    await page.getByText('12 rows', { exact: true }).waitFor();
    const rows = await rowsOf(page, 'Result rows');
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    expect(new Set(rows.map(([month]) => month))).toEqual(new Set(months));
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(1342);
  });

  test('a link opens the same question, and the text survives a reload', async () => {
    await page.waitForURL(/q=select\+month/);
    await page.reload();
    await page.getByText('avg_tag_len', { exact: false }).first().waitFor();
    expect(await page.getByRole('textbox', { name: 'SQL statement' }).innerText()).toContain(
      'group by month',
    );
  });

  test('a link that is followed while the text is on its way into the address leads where it says', async () => {
    const editor = page.getByRole('textbox', { name: 'SQL statement' });
    await editor.fill('select count(*) from bookmarks');
    // The next page comes late: the address of this one must not be written meanwhile.
    const isScript = (url: URL) => /overview.*\.js$/.test(url.pathname);
    await page.route(isScript, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/ui/');
    await page.unroute(isScript);
  });

  test('the overview has ticked every step', async () => {
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page
      .getByRole('heading', { name: 'The mill has turned once: raw data became an answer' })
      .waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '(done)' }).count()).toBe(3);
  });

  test('the table leads back to its execution', async () => {
    await page.getByRole('link', { name: 'Tables', exact: true }).click();
    await page
      .getByRole('group', { name: 'Tables' })
      .getByRole('link', { name: /execution/ })
      .click();
    await page.getByRole('heading', { level: 1, name: 'tag-statistics' }).waitFor();
  });

  test('loading the same output again is a no-op and says so', async () => {
    await page.getByRole('button', { name: 'Load into table' }).click();
    const review = page.getByRole('dialog');
    await review.getByRole('button', { name: 'Replace 1,342 rows of bookmarks' }).click();
    await review.getByText('holds this very output already, so nothing was done').waitFor();
    await page.keyboard.press('Escape');
  });

  test('an upload with a name of 200 letters, turned from right to left, runs and breaks no page', async () => {
    const name = `${'ن'.repeat(80)}\u202e${'long-'.repeat(22)}x.jsonl`;
    const line = `{"id":"${'🦉'.repeat(40)}","tags":[{"term":"web"}],"updated":"Sun, 06 Sep 2009 11:36:20 +0000"}\n`;
    await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
    await page.getByText('Upload', { exact: true }).click();
    await page
      .getByLabel('File to upload')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(line) });
    await page.getByText('is uploaded').waitFor();
    await page.getByRole('button', { name: 'Start tag-statistics' }).click();
    await page.waitForURL(/\/ui\/mapreduce\/executions\//);
    await page.locator('main').getByText('succeeded', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.locator('main').getByText('succeeded', { exact: true }).waitFor();
    for (const width of [1280, 768, 360]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of ['/ui/mapreduce/jobs', new URL(page.url()).pathname]) {
        await page.goto(session.address + path);
        await page.locator('main').getByText('succeeded').first().waitFor();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect({ width, path, overflow }).toEqual({ width, path, overflow: 0 });
      }
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('hostile cells are shown as text, and NULL differs from an empty one', async () => {
    const sql = `select null::text as n, '' as e, '<img src=x onerror=alert(1)>' as tag, repeat('y', 1000000) as big, g from generate_series(1, 5000) g`;
    await page.goto(
      `${session.address}/ui/warehouse/sql?q=${encodeURIComponent(sql.replace('1000000', '1000'))}`,
    );
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('the first 1,000 rows').waitFor();
    const grid = page.getByRole('group', { name: 'Result rows' });
    const [first] = await rowsOf(page, 'Result rows').then((rows) => rows.filter((row) => row.length > 1));
    expect(first?.slice(0, 3)).toEqual(['NULL', "''\nempty text", '<img src=x onerror=alert(1)>']);
    expect(first?.[3]).toContain('show 1000 B');
    expect(await grid.locator('tbody tr').count()).toBeLessThan(80);
    await grid.getByRole('button', { name: /show/ }).first().click();
    await page.getByRole('dialog', { name: 'Cell' }).getByText('Copy all of it').waitFor();
    await page.keyboard.press('Escape');
  });

  test('nothing failed on the way: no error in the console, no request without its answer', () => {
    expect(watched.faults).toEqual([]);
  });
});

test('a statement that is wrong shows where, and the rows before it stay', async () => {
  const { page, context } = await openPage(session.browser);
  await signIn(page, session);
  await page.goto(`${session.address}/ui/warehouse/sql?q=${encodeURIComponent('select 1 as one')}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('1 row', { exact: true }).waitFor();
  await page.getByRole('textbox', { name: 'SQL statement' }).fill('select id\nfrom nowhere');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('alert').getByText('nowhere').waitFor();
  expect(await page.locator('.error-place mark').innerText()).toBe('nowhere');
  expect(await rowsOf(page, 'Result rows')).toEqual([['1']]);
  await context.close();
});

test('a running statement can be cancelled', async () => {
  const { page, context } = await openPage(session.browser);
  await signIn(page, session);
  await page.goto(`${session.address}/ui/warehouse/sql?q=${encodeURIComponent('select pg_sleep(20)')}`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled.').waitFor();
  await context.close();
});

test('without a session every page leads to the sign-in and back to where one wanted to go', async () => {
  const { page, context } = await openPage(session.browser);
  await page.goto(`${session.address}/ui/mapreduce/jobs?state=failed`);
  await page.waitForURL(/\/ui\/sign-in/);
  const field = page.getByLabel('Token', { exact: true });
  await field.fill('not-the-token');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('that is not the token').waitFor();
  await field.fill(session.signInLink.split('#token=')[1] ?? '');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ui\/mapreduce\/jobs\?state=failed$/);
  await page.getByText('No execution matches the filter.').waitFor();

  await page.getByRole('button', { name: 'Session' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/ui\/sign-in$/);
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
