import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

import { expectAccessible, openWhole } from './accessible.ts';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  rowsOf,
  signIn,
  browserTest as test,
  type WatchedPage,
} from './admin-session.ts';
import { DeployerProject } from './deployer-project.ts';

/** A dozen pages and as many runs, on a machine that does other things too. */
const MS_MAX = 300_000;
const NAME = 'bookmarks-web';

let session: AdminSession;
let project: DeployerProject;
let watched: WatchedPage;
let page: Page;
beforeAll(async () => {
  session = await openAdminSession();
  project = new DeployerProject(join(session.data, 'repositories'));
  watched = await openPage(session.browser);
  page = watched.page;
  await signIn(page, session);
});
afterAll(async () => {
  await watched?.context.close();
  await session?.close();
});

const main = () => page.locator('main');
const open = (path: string) => openWhole(page, session.address, path);
const addressOf = (run: number) => page.getByRole('link', { name: `${NAME} #${run}`, exact: true });

/** The run's page, once the run has come to this end. */
async function openRun(run: number, state: string): Promise<void> {
  await open('/deployer/runs');
  // It may have come after the list.
  const fresh = page.getByRole('button', { name: '1 new, show' });
  await addressOf(run).or(fresh).first().waitFor();
  if (await fresh.isVisible()) await fresh.click();
  await addressOf(run).click();
  await page.getByRole('heading', { level: 1, name: `${NAME} #${run}` }).waitFor();
  await main().locator('header').getByText(state, { exact: true }).waitFor();
}

test('a repository is added, a push is seen at once, its regression is explained, and its mending is green', {
  timeout: MS_MAX,
}, async () => {
  project.push('The first', { covered: 9 });
  await open('/deployer/repositories');
  await page.getByText('No repository is watched yet.').waitFor();
  await expectAccessible(page, 'empty-deployer-repositories-light-1280');
  await page.getByRole('button', { name: 'Add a repository…' }).click();
  await page.getByLabel('Address').fill(project.bare);
  await expectAccessible(page, 'deployer-add-repository-light-1280');
  await page.getByRole('button', { name: `Add ${NAME}` }).click();
  await page.getByRole('heading', { level: 1, name: NAME }).waitFor();
  await page.getByRole('button', { name: 'Install the hook' }).click();
  await page.getByRole('button', { name: 'Take the hook away' }).waitFor();
  await expectAccessible(page, 'deployer-repository-light-1280');
  await openRun(1, 'passed');
  await main().getByText('Verdict: 2 gates passed').waitFor();

  // New runs wait behind a button; their rows change in place.
  await open('/deployer/runs');
  await addressOf(1).waitFor();
  project.push('Break a test, and cover less', { covered: 6, isBroken: true });
  await page.getByRole('button', { name: '1 new, show' }).click();
  await addressOf(2).waitFor();
  await page.getByRole('group', { name: 'Runs' }).getByText('failed', { exact: true }).waitFor();
  await addressOf(2).click();
  await page.getByText('tests.failed is 1, and has to be at most 0.').waitFor();
  await page.getByText('coverage.lines is 60 %, and has to be at least 90 %.').waitFor();
  // It opens at the step that failed, at the end of its log.
  await page.getByRole('button', { name: /^test\b.*failed/, pressed: true }).waitFor();
  await page.getByRole('log', { name: 'Log of test' }).getByText('FAILED tags trims').waitFor();
  await expectAccessible(page, 'deployer-run-failed-light-1280');

  await page.getByRole('link', { name: 'Why, file by file' }).click();
  await page.getByRole('heading', { level: 1, name: `Verdict of ${NAME} #2` }).waitFor();
  await main().getByText('tags › trims: expected a, got b').waitFor();
  await main().getByText('Where the change began it was 90 %').waitFor();
  await main()
    .getByText(/^To pass: have tests run 3 more lines/)
    .waitFor();
  await expectAccessible(page, 'deployer-verdict-light-1280');

  await open('/');
  await page.getByRole('link', { name: `${NAME} #2` }).waitFor();
  await expectAccessible(page, 'deployer-overview-light-1280');
  project.push('Mend it', { covered: 10 });
  await page.getByText('All quiet: no target branch is red').waitFor();
  await openRun(3, 'passed');
  await open('/deployer/repositories');
  await page.getByRole('link', { name: 'passed #3' }).waitFor();
  await expectAccessible(page, 'deployer-repositories-light-1280');
  expect(watched.faults).toEqual([]);
});

test('a log is followed, the run is cancelled, and goes on from the step that was not done', {
  timeout: MS_MAX,
}, async () => {
  const go = join(session.inputs, 'go');
  project.push('Wait', { covered: 10, waitsFor: go }, 'slow');
  await openRun(4, 'running');
  const log = page.getByRole('log', { name: 'Log of test' });
  // More than there is room for.
  await log
    .getByText(/^waiting (5\d|[6-9]\d|\d{3,})$/)
    .first()
    .waitFor();
  expect(await page.getByLabel('Follow').isChecked()).toBe(true);
  // Whoever scrolls up is left where they are, and told of what has come.
  await log.hover();
  await page.mouse.wheel(0, -400);
  await page.getByRole('button', { name: /new lines? ↓/ }).click();
  expect(await page.getByLabel('Follow').isChecked()).toBe(true);

  await page.getByRole('button', { name: 'Cancel' }).click();
  await main().locator('header').getByText('cancelled', { exact: true }).waitFor();
  await page.getByText('Cancelled by owner.').waitFor();
  writeFileSync(go, '');
  await page.getByRole('button', { name: 'Rerun from test' }).click();
  await page.getByRole('heading', { level: 1, name: `${NAME} #5` }).waitFor();
  await main().locator('header').getByText('passed', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^build\b/ }).click();
  await page.getByText('It was not done again').waitFor();
  await page.getByRole('tab', { name: 'Artifacts' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'answer.tar' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('answer.tar');
  expect(await download.failure()).toBeNull();
  expect(watched.faults).toEqual([]);
});

test('in a long log every line can be gone to, found and linked', { timeout: MS_MAX }, async () => {
  project.push('Say much', { covered: 10, lines: 200_000 }, 'long');
  await openRun(6, 'passed');
  await page.getByRole('button', { name: /^test\b/ }).click();
  const log = page.getByRole('log', { name: 'Log of test' });
  await log.getByText('line number 1', { exact: true }).waitFor();
  await page.getByLabel('Find in the log').fill('number 123456');
  await page.getByText('1 of 1 lines').waitFor();
  await log.locator('mark').getByText('number 123456').waitFor();
  expect(await log.locator('.log-line').count()).toBeLessThan(120);
  await log.locator('[data-line="123456"]').getByRole('link').click();
  await page.waitForURL(/lines=L123456/);
  await page.reload();
  await log.locator('[data-picked]').getByText('line number 123456').waitFor();
  await page.getByLabel('Find in the log').fill('no such text');
  await page.getByText('in no line').waitFor();
  expect(watched.faults).toEqual([]);
});

test('trends lead from a point to its run', { timeout: MS_MAX }, async () => {
  await open(`/deployer/trends?repository=${NAME}`);
  const coverage = page.getByRole('slider', { name: /^From 90 % to 100 %/ });
  await coverage.waitFor();
  await expectAccessible(page, 'deployer-trends-light-1280');
  await coverage.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('heading', { level: 1, name: `${NAME} #2` }).waitFor();
  expect(watched.faults).toEqual([]);
});

test('a token is shown once; who signs in with it sees what it may do, and who it is', {
  timeout: MS_MAX,
}, async () => {
  await open('/deployer/access');
  await page.getByRole('button', { name: 'Make a token…' }).click();
  await page.getByLabel('Name').fill('eve');
  await page.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: /^viewer/ }).click();
  await page.getByRole('button', { name: 'Make eve, viewer' }).click();
  const dialog = page.getByRole('dialog', { name: 'The token of eve' });
  const token = await dialog.locator('code').first().innerText();
  await expectAccessible(page, 'deployer-token-light-1280');
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await page.getByRole('button', { name: 'Revoke eve…' }).waitFor();
  expect(await page.content()).not.toContain(token);
  expect((await rowsOf(page, 'Changes'))[0]?.slice(1, 4)).toEqual(['owner', 'token.made', 'eve']);

  const viewer = await openPage(session.browser, {
    colorScheme: 'dark',
    viewport: { width: 768, height: 900 },
  });
  await viewer.page.goto(`${session.address}/ui/sign-in#token=${token}`);
  await viewer.page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
  await viewer.page.locator('.pill[data-role="ok"]').waitFor();
  expect(await viewer.page.getByRole('navigation', { name: 'Sections' }).getByRole('link').count()).toBe(4);
  const start = viewer.page.getByRole('button', { name: 'Start a run…' });
  expect(await start.getAttribute('aria-disabled')).toBe('true');
  await start.focus();
  await viewer.page.getByText('You are signed in as eve, viewer; this needs the role operator.').waitFor();
  for (const [name, path] of [
    ['runs', '/deployer/runs'],
    ['access', '/deployer/access'],
    ['trends', `/deployer/trends?repository=${NAME}`],
  ] as const) {
    await openWhole(viewer.page, session.address, path);
    await expectAccessible(viewer.page, `deployer-${name}-dark-768`);
  }
  for (const view of ['Graph', 'List', 'Timeline']) {
    await openWhole(viewer.page, session.address, '/deployer/runs');
    await viewer.page.getByRole('link', { name: `${NAME} #2`, exact: true }).click();
    await viewer.page.getByText(view, { exact: true }).click();
    await expectAccessible(viewer.page, `deployer-run-${view.toLowerCase()}-dark-768`);
  }
  expect(viewer.faults).toEqual([]);

  await page.getByRole('button', { name: 'Revoke eve…' }).click();
  await page.getByRole('button', { name: 'Revoke eve', exact: true }).click();
  await page.getByRole('group', { name: 'Tokens' }).getByText('revoked').waitFor();
  await viewer.page.reload();
  await viewer.page.getByRole('button', { name: 'Sign in' }).waitFor();
  await viewer.context.close();
  expect(watched.faults).toEqual([]);
});
