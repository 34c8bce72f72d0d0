import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Execution } from '@oremill/types';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { client } from '../integration/platform.ts';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  signIn,
  browserTest as test,
  type WatchedPage,
} from './admin-session.ts';
import { startLongJob } from './long-job.ts';

const COPIES = 90;
/** The rest of a long job, by one worker on a busy machine. */
const RESUME_MS_MAX = 120_000;
const IMAGE = '<img src=x onerror=alert(1)>';

let session: AdminSession;
let watched: WatchedPage;
let page: Page;
beforeAll(async () => {
  session = await openAdminSession();
  const bookmarks = readFileSync(join(session.inputs, 'bookmarks.jsonl'));
  const write = (name: string, ...bytes: (string | Buffer)[]) =>
    writeFileSync(join(session.inputs, name), Buffer.concat(bytes.map((part) => Buffer.from(part))));
  write('large.jsonl', ...Array.from({ length: COPIES }, () => bookmarks));
  write(
    'hostile.jsonl',
    bookmarks,
    `${IMAGE}\n`,
    Buffer.from([0xff, 0xfe, 0x0a]),
    `\u202e${'x'.repeat(300)}\n`,
  );
  watched = await openPage(session.browser);
  page = watched.page;
  await signIn(page, session);
});
afterAll(async () => {
  await watched?.context.close();
  await session?.close();
});

async function start(job: string, file: string, more: object = {}): Promise<string> {
  const { status, reply } = await client(session.address, session.data)<Execution>(
    'POST',
    '/mapreduce/executions',
    { job, input: { path: join(session.inputs, file) }, ...more },
  );
  expect({ status, reply }).toMatchObject({ status: 202 });
  return reply.id;
}

async function open(id: string, search = ''): Promise<void> {
  await page.goto(`${session.address}/ui/mapreduce/executions/${id}${search}`);
}

const state = (word: string) => page.locator('main').getByText(word, { exact: true }).first().waitFor();

describe('the form of a job', () => {
  const pattern = () => page.getByRole('textbox', { name: 'Pattern' });
  const startGrep = () => page.getByRole('button', { name: 'Start grep' }).click();

  test('has a field for each option, and a needed one that is empty is told where it stands', async () => {
    await page.goto(`${session.address}/ui/mapreduce/jobs`);
    await page.getByRole('combobox', { name: 'Job', exact: true }).click();
    await page.getByRole('option', { name: 'grep' }).click();
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'bookmarks.jsonl'));
    await page.keyboard.press('Escape');
    await page.getByRole('switch', { name: 'Ignore case' }).waitFor();
    await startGrep();
    await page.getByText('It is needed.').waitFor();
    expect(await pattern().evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test('shows what the job refuses at the field that it is about', async () => {
    await pattern().fill('(');
    const refusal = page.waitForResponse((response) => response.request().method() === 'POST');
    await startGrep();
    expect((await refusal).status()).toBe(400);
    await page.getByText('Not a regular expression.').waitFor();
    expect(await pattern().getAttribute('aria-invalid')).toBe('true');
    // Expected, and nothing else went wrong.
    expect(watched.faults.splice(0).every((fault) => fault.includes('400'))).toBe(true);
    await pattern().fill('web');
    expect(await pattern().getAttribute('aria-invalid')).toBeNull();
  });

  test('refuses memory that is none, and starts with what was set', async () => {
    await page.getByRole('button', { name: 'Settings' }).click();
    const memory = page.getByRole('textbox', { name: 'Memory' });
    await memory.fill('much');
    await startGrep();
    await page.getByText('Bytes such as 512MiB or 2GiB.').waitFor();
    await memory.fill('256 MiB');
    await page.getByRole('textbox', { name: 'Skip limit' }).fill('5');
    await page.getByText('%', { exact: true }).click();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await startGrep();
    expect((await sent).postDataJSON()).toEqual({
      job: 'grep',
      input: { path: join(session.inputs, 'bookmarks.jsonl') },
      options: { pattern: 'web' },
      memoryBytes: 256 * 2 ** 20,
      skipShareMax: 0.05,
    });
    await page.waitForURL(/\/ui\/mapreduce\/executions\//);
    await state('succeeded');
    const facts = await page.getByRole('region', { name: 'Progress' }).innerText();
    expect(facts).toContain('256 MiB');
    expect(facts).toContain('pattern = web');
  });
});

describe('the report of an execution', () => {
  test('tells what went through each step, where the time went and how even the parts are', async () => {
    await open(await start('tag-pairs', 'large.jsonl', { partitions: 3 }));
    await state('succeeded');
    const row = page.getByRole('group', { name: 'Steps' }).locator('tbody tr');
    expect(await row.count()).toBe(1);
    const cells = await row.locator('td').allInnerTexts();
    expect(cells[0]).toContain('map-reduce');
    expect(cells[2]).toBe((COPIES * 1392).toLocaleString('en-US'));
    expect(cells.at(-2)).toMatch(/^\d+ map, 3 reduce$/);
    await page.getByRole('heading', { name: 'Where the time went' }).waitFor();
    const work = await page.getByRole('img', { name: /^Step 1: map / }).getAttribute('aria-label');
    expect(work).toMatch(/reduce \d/);
    await page.getByText(/^The largest part is|^△ The largest part is/).waitFor();
    // Its combiner has left one pair of each key.
    expect(await page.getByText('The largest key is').count()).toBe(0);
  });

  test('the timeline is read by the keyboard, and as a table', async () => {
    const timeline = page.getByRole('slider', { name: /^Tasks by worker/ });
    await timeline.focus();
    expect(await timeline.getAttribute('aria-valuetext')).toBe('no task chosen');
    await page.keyboard.press('ArrowRight');
    const [first, second] = [
      await timeline.getAttribute('aria-valuetext'),
      await page.keyboard.press('End').then(() => timeline.getAttribute('aria-valuetext')),
    ];
    expect(first).toMatch(/^step 1 · .*map task.* · worker \d+ · .* records, /);
    expect(second).toMatch(/^step 1 · .* reduce task|^step 1 · reduce task/);
    await page.getByText(second ?? '', { exact: true }).waitFor();

    const section = page.getByRole('region', { name: 'Timeline' });
    await section.getByRole('button', { name: 'Show as table' }).click();
    const tasks = page.getByRole('group', { name: 'Tasks, the slowest first' }).locator('tbody tr');
    await tasks.filter({ hasText: 'reduce 2' }).waitFor();
    await section.getByRole('button', { name: 'Show as chart' }).click();
    await timeline.waitFor();
  });

  test('tells the largest key, where keys have several pairs', async () => {
    const visit = '203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET / HTTP/1.1" 200 12 "-" "Ore/1.0"\n';
    writeFileSync(join(session.inputs, 'access.log'), visit.repeat(3));
    await open(await start('sessions', 'access.log'));
    await state('succeeded');
    await page.getByText('The largest key is').waitFor();
  });

  test('a job of several steps shows each of them', async () => {
    writeFileSync(join(session.inputs, 'links.tsv'), 'a\tb\nb\tc\nc\ta\na\tc\n');
    await open(await start('page-rank', 'links.tsv', { options: { damping: 0.5 } }));
    await state('succeeded');
    expect(await page.getByRole('group', { name: 'Steps' }).locator('tbody tr').count()).toBe(22);
    await page.getByText('Step 22 of 22').waitFor();
    await page.getByText('damping = 0.5').waitFor();
    await page.getByRole('button', { name: /^Show all \d+ steps$/ }).click();
    await page.getByRole('heading', { name: 'Step 9', exact: true }).waitFor();
  });
});

describe('records that fail', () => {
  test('are shown as they were read, as text and never as anything else', async () => {
    await open(await start('tag-statistics', 'hostile.jsonl', { partitions: 1 }), '?tab=skipped');
    await page.getByRole('tab', { name: 'Skipped 53' }).waitFor();
    const rows = page.getByRole('group', { name: 'Skipped records' }).locator('tbody tr');
    await rows.filter({ hasText: IMAGE }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    // Bytes that are no text.
    await rows.filter({ hasText: 'base64 //4=' }).waitFor();
    const turned = rows.filter({ hasText: 'xxxx' });
    expect(await turned.innerText()).toContain('\\u202e');
    await turned.getByRole('button', { name: 'All of this record' }).click();
    expect(await turned.locator('pre').innerText()).toBe(`\\u202e${'x'.repeat(300)}`);
    await turned.getByRole('button', { name: 'Less of this record' }).click();
    expect(await turned.locator('pre').count()).toBe(0);
  });

  test('are run again alone, and the new execution says whose they are', async () => {
    const before = page.url();
    await page.getByRole('button', { name: 'Retry 53 skipped records' }).click();
    await page.waitForURL((url) => url.href !== before);
    await state('succeeded');
    await page.getByRole('tab', { name: 'Skipped 53' }).waitFor();
    await page
      .getByRole('region', { name: 'Progress' })
      .getByRole('link', { name: /^execution / })
      .click();
    await page.waitForURL((url) => url.href === before);
  });
});

describe('what can be done with an execution', () => {
  test('a stopped one is resumed from its finished tasks and succeeds on the same page', async () => {
    const id = await startLongJob(session, { tasks: 16, lineLength: 2048 });
    await open(id);
    // The timeline grows while it runs.
    await page.getByText(/^\d+ tasks?; the slowest took/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await state('stopped');
    await page.getByText(/finished tasks? (is|are) kept: resume it/).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click();
    await state('running');
    await page.getByRole('button', { name: 'Load into table' }).waitFor({ timeout: RESUME_MS_MAX });
    await state('succeeded');
    expect(new URL(page.url()).pathname).toMatch(new RegExp(`${id}$`));
  });

  test('an output is discarded only by typing the name of the job, and is gone then', async () => {
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.getByRole('button', { name: 'Discard…' }).click();
    const review = page.getByRole('dialog');
    await review.getByText(/^Removes 16 rows in 16 parts/).waitFor();
    const confirm = review.getByRole('button', { name: 'Discard it and its output' });
    expect(await confirm.isDisabled()).toBe(true);
    await review.getByRole('textbox', { name: /^Type grep/ }).fill('grep');
    await confirm.click();
    await page.waitForURL(/\/ui\/mapreduce\/jobs$/);
    await page.getByRole('group', { name: 'Executions' }).waitFor();
    expect(await page.getByRole('link', { name: new RegExp(`${id?.slice(-8)}$`) }).count()).toBe(0);
    expect(watched.faults).toEqual([]);
    await open(id ?? '');
    await page.getByRole('heading', { level: 1, name: 'Nothing is here' }).waitFor();
    expect(watched.faults.splice(0).every((fault) => fault.includes('404'))).toBe(true);
  });
});

test('nothing else failed on the way', () => {
  expect(watched.faults).toEqual([]);
});
