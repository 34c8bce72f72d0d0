import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  signIn,
  browserTest as test,
} from './admin-session.ts';

let session: AdminSession;
beforeAll(async () => {
  session = await openAdminSession();
});
afterAll(() => session?.close());

const FOCUS_STEPS_MAX = 80;

/** Presses Tab until the thing that is named has the focus; fails when it is never reached. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < FOCUS_STEPS_MAX; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
    passed.push(focused.slice(0, 40));
  }
  throw new Error(`Tab never reached ${name}; it passed ${passed.join(' | ')}`);
}

test('the main task is done by keyboard alone: start, watch, load, ask', async () => {
  const { page, context, faults } = await openPage(session.browser);
  await signIn(page, session);

  await page.keyboard.press('g');
  await page.keyboard.press('j');
  await page.waitForURL(/\/ui\/mapreduce\/jobs$/);
  await page.getByRole('button', { name: 'Start tag-statistics' }).waitFor();
  await tabTo(page, /^File, folder or glob$/);
  await page.keyboard.type(join(session.inputs, 'bookmarks.jsonl'));
  await page.keyboard.press('Escape');
  await tabTo(page, /^Start tag-statistics$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ui\/mapreduce\/executions\//);
  await page.locator('main').getByText('succeeded', { exact: true }).waitFor();

  await tabTo(page, /^Load into table/);
  await page.keyboard.press('Enter');
  // The focus starts on the way out.
  await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel');
  await tabTo(page, /^Load 1,342 rows into bookmarks$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Loaded' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Command' }).waitFor();
  await page.keyboard.type('sql');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/ui\/warehouse\/sql/);
  await page.getByRole('textbox', { name: 'SQL statement' }).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('select count(*) from bookmarks');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
  await page.getByText('1 row', { exact: true }).waitFor();
  // Tab leaves the box instead of writing a tab.
  await tabTo(page, /^Run$/);
  expect(await page.getByRole('textbox', { name: 'SQL statement' }).innerText()).not.toContain('\t');
  expect(faults).toEqual([]);
  await context.close();
});

test('the skip link, the rows, the filter and the list of keys answer to the keyboard', async () => {
  const { page, context, faults } = await openPage(session.browser);
  await signIn(page, session);
  await page.goto(`${session.address}/ui/mapreduce/jobs`);
  await page.getByRole('group', { name: 'Executions' }).waitFor();

  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the page');

  await page.getByRole('group', { name: 'Executions' }).focus();
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^tag-statistics/);

  await page.keyboard.press('/');
  await page.keyboard.type('nothing-like-it');
  await page.getByText('No execution matches the filter.').waitFor();
  expect(new URL(page.url()).search).toBe('?q=nothing-like-it');

  await page.keyboard.press('Tab');
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  await page.keyboard.press('Escape');
  expect(faults).toEqual([]);
  await context.close();
});

test('after a navigation the focus is on the heading of the new page', async () => {
  const { page, context } = await openPage(session.browser);
  await signIn(page, session);
  await page.getByRole('link', { name: 'Tables', exact: true }).click();
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tables');
  await context.close();
});
