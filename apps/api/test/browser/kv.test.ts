import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { client } from '../integration/platform.ts';
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

const KEY_START = 'https://pinboard.in/url:';

/** What stands beside a name among the facts of a page. */
async function factOf(page: Page, name: string): Promise<string> {
  const fact = page
    .locator('.facts > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first();
  return fact.locator('dd').innerText();
}

async function goTo(page: Page, section: string): Promise<void> {
  const rail = page.getByRole('navigation', { name: 'Sections' });
  await rail.getByRole('link', { name: section, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: section, exact: true }).waitFor();
}

async function openDataset(page: Page, name: string): Promise<void> {
  await goTo(page, 'Datasets');
  await page.getByRole('group', { name: 'Datasets' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function runInConsole(page: Page, line: string): Promise<string> {
  const field = page.getByRole('combobox', { name: 'Command', exact: true });
  const exchanges = page.locator('.exchange');
  const before = await exchanges.count();
  await field.fill(line);
  await field.press('Enter');
  await exchanges.nth(before).waitFor();
  return exchanges.nth(before).locator(':scope > :not(.exchange-line)').first().innerText();
}

describe('from an output to a served key', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(session.browser);
    page = watched.page;
  });
  afterAll(() => watched?.context.close());

  test('an empty store says how to publish and how to make a live dataset', async () => {
    await signIn(page, session);
    await goTo(page, 'Datasets');
    await page.getByText('The store has no dataset yet.').waitFor();
    await page.getByText('pnpm kv publish bookmarks OUTPUT_FOLDER').waitFor();
    await page.getByText('pnpm kv create sessions').waitFor();
  });

  test('an output is published from the page of its execution, after a review', async () => {
    await goTo(page, 'Jobs');
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'bookmarks.jsonl'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start tag-statistics' }).click();
    await page.waitForURL(/\/ui\/mapreduce\/executions\/[0-9a-z]{20}$/);
    await page.getByRole('button', { name: 'Publish as dataset…' }).click();
    const review = page.getByRole('dialog');
    await review.getByRole('combobox', { name: 'Dataset' }).fill('Bookmarks!');
    await review.getByText('a dataset’s name is lower case letters, digits and -').waitFor();
    expect(await review.getByRole('button', { name: 'Publish', exact: true }).isDisabled()).toBe(true);
    await review.getByRole('combobox', { name: 'Dataset' }).fill('bookmarks');
    await review
      .getByText('Makes the dataset bookmarks and publishes its version 1 from 1,342 rows.')
      .waitFor();
    await review.getByRole('button', { name: 'Publish bookmarks' }).click();
    await page.getByRole('dialog', { name: 'Published' }).getByText('1,342 entries').waitFor();
    await page.getByRole('link', { name: 'Open the dataset' }).click();
    await page.getByRole('heading', { level: 1, name: 'bookmarks' }).waitFor();
  });

  test('the dataset shows what is served, and its memory to the byte', async () => {
    expect([await factOf(page, 'Entries'), await factOf(page, 'Served')]).toEqual(['1,342', 'version 1']);
    const [parts, versions] = [await rowsOf(page, 'Parts of the memory'), await rowsOf(page, 'Versions')];
    expect(parts.map(([name]) => name)).toEqual(expect.arrayContaining(['keys', 'values', 'index', 'order']));
    expect(versions.map(([state, number]) => [state, number])).toEqual([['served', '1']]);
    expect(await page.getByRole('img', { name: /^Memory of bookmarks: keys / }).count()).toBe(1);
  });

  test('keys are found by the beginning that is typed, and a value is opened beside them', async () => {
    await page.getByRole('link', { name: 'Browse keys' }).click();
    await page.getByText('50 loaded, there are more').waitFor();
    const field = page.getByRole('combobox', { name: 'Keys that begin with' });
    await field.fill('http');
    // The one way in which all loaded keys go on.
    await page.getByRole('option', { name: KEY_START }).click();
    await page.waitForURL((url) => url.searchParams.get('prefix') === KEY_START);
    await field.fill(`${KEY_START}003`);
    await page.getByText('That is the only one.').waitFor();
    const [row] = await rowsOf(page, 'Entries');
    expect(row?.[0]).toMatch(/^https:\/\/pinboard\.in\/url:003a38/);
    await page.keyboard.press('Escape');
    await page.getByRole('group', { name: 'Entries' }).getByRole('link').click();
    const entry = page.locator('.entry');
    await entry.getByText('Fri\tAug\t2004', { exact: false }).waitFor();
    expect(await factOf(page, 'Value')).toBe('51 B');
    await entry.getByText('Hex', { exact: true }).click();
    await entry.getByText('46 72 69 09 41 75 67 09').waitFor();
    expect(await page.getByRole('button', { name: 'Edit…' }).count()).toBe(0);
    await field.fill('nothing-like-it');
    await page.getByText('No key begins like this.').waitFor();
  });

  test('a delta is published as a second version, from a file', async () => {
    const path = join(session.inputs, 'more.tsv');
    writeFileSync(path, 'added:1\tone\nadded:2\ttwo\n');
    await openDataset(page, 'bookmarks');
    await page.getByRole('button', { name: 'Publish…' }).click();
    const review = page.getByRole('dialog');
    const execution = review.getByRole('combobox', { name: 'Execution' });
    await review.getByRole('button', { name: 'Publish version 2 of bookmarks' }).waitFor();
    expect(await execution.inputValue()).toMatch(/^tag-statistics \w{8} · 1,342 rows · /);
    await review.getByText('File or folder').click();
    await review.getByRole('textbox', { name: 'File, folder or image' }).fill(path);
    await review.getByRole('switch', { name: 'Delta: put it over the served version' }).click();
    await review.getByText('over the 1,342 entries of version 1').waitFor();
    await review.getByRole('button', { name: 'Settings' }).click();
    await review.getByRole('combobox', { name: 'Compression of values' }).click();
    await page.getByRole('option', { name: 'zstd, each value by itself' }).click();
    const level = review.getByRole('textbox', { name: 'Level' });
    await level.fill('20');
    await review.getByText('A number from 1 to 19.').waitFor();
    await level.fill('9');
    await review.getByRole('button', { name: 'Publish version 2 of bookmarks' }).click();
    await review.getByText('1,344 entries').waitFor();
    await review.getByRole('button', { name: 'Done' }).click();
    await page.getByText('2 kept').waitFor();
    expect((await rowsOf(page, 'Versions')).map((row) => row.slice(0, 2))).toEqual([
      ['served', '2 delta on 1'],
      ['in memory', '1'],
    ]);
    expect(await factOf(page, 'Compression of values')).toBe('zstd');
    const described = readFileSync(join(session.data, 'kv/bookmarks/dataset.json'), 'utf8');
    expect(JSON.parse(described)).toMatchObject({ compression: 'zstd:9' });
    expect(await factOf(page, 'of that, versions to go back to')).toMatch(/^[\d.]+ [KM]iB$/);
  });

  test('it is rolled back after a review of what changes', async () => {
    await page.getByRole('button', { name: 'Serve version 1' }).click();
    const review = page.getByRole('dialog');
    await review.getByText('1,344 → 1,342 (−2)').waitFor();
    await review.getByText('Version 1 is in memory').waitFor();
    await review.getByRole('button', { name: 'Roll back to version 1' }).click();
    await review.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Serve version 2' }).waitFor();
    expect([await factOf(page, 'Entries'), await factOf(page, 'Served')]).toEqual(['1,342', 'version 1']);
  });

  test('a share of the connections is shown the other version', async () => {
    await page.getByRole('button', { name: 'Change…' }).click();
    const review = page.getByRole('dialog');
    await review.getByRole('textbox', { name: 'Percent of connections' }).fill('10');
    await review.getByRole('combobox', { name: 'Version for the share' }).click();
    await page.getByRole('option', { name: 'version 2' }).click();
    await review.getByText('10 % of connections see version 2, the others version 1.').waitFor();
    await review.getByRole('button', { name: 'Apply' }).click();
    await review.waitFor({ state: 'detached' });
    await page
      .getByRole('listitem')
      .filter({ hasText: '10 % of connections see version 2, the others version 1.' })
      .waitFor();
  });

  test('the console answers for the dataset that it names, keeps what was run, and shows errors in place', async () => {
    await page.locator('#main').getByRole('link', { name: 'Console' }).click();
    await page.getByText('bookmarks (version 1, read-only) >').waitFor();
    expect(await runInConsole(page, 'dbsize')).toBe('(integer) 1342');
    expect(await runInConsole(page, `GET ${KEY_START}nothing`)).toBe('(nil)');
    expect(await runInConsole(page, 'SET a 1')).toMatch(/\(error\) READONLY/);
    expect(await runInConsole(page, 'NONSENSE')).toMatch(/\(error\) ERR unknown command/);

    const field = page.getByRole('combobox', { name: 'Command', exact: true });
    await field.fill('GET "a');
    await field.press('Enter');
    await page.getByText('the quote " is not closed, at letter 5').waitFor();
    await field.fill('');
    await field.press('ArrowUp');
    expect(await field.inputValue()).toBe('NONSENSE');
    await field.fill('db');
    await page.getByRole('option', { name: /^DBSIZE/ }).waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
    expect(await field.inputValue()).toBe('DBSIZE ');
  });

  test('the live figures count what was asked, and the hot and slow are listed', async () => {
    await goTo(page, 'Live');
    await page.getByRole('group', { name: 'Latencies' }).waitFor();
    const commands = (await rowsOf(page, 'Latencies')).map(([command]) => command);
    expect(commands).toEqual(expect.arrayContaining(['dbsize', 'get']));
    // A rate needs two readings.
    await page.getByRole('slider', { name: /^Commands .* now/ }).waitFor();
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await page.getByRole('group', { name: 'Commands a second by time' }).waitFor();
  });

  test('nothing failed on the way: no error in the console, no request without its answer', () => {
    expect(watched.faults).toEqual([]);
  });
});

describe('a live dataset', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(session.browser);
    page = watched.page;
  });
  afterAll(() => watched?.context.close());

  test('is made', async () => {
    await signIn(page, session);
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByRole('button', { name: 'New live dataset…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('sessions');
    await dialog.getByRole('textbox', { name: 'Memory that it may take' }).fill('64MiB');
    await dialog.getByRole('textbox', { name: 'Tables' }).fill('3');
    await dialog.getByRole('switch', { name: 'Keep keys in order' }).click();
    await dialog.getByRole('button', { name: 'Make sessions' }).click();
    await page.getByRole('heading', { level: 1, name: 'sessions' }).waitFor();
    expect(await factOf(page, 'Entries')).toBe('0');
    const tables = page.getByRole('list', { name: 'Tables' }).getByRole('listitem');
    expect(await tables.count()).toBe(3);
    expect(await tables.last().innerText()).toMatch(/^Table 3\s+0 entries, .* of at most 4 GiB$/);
    await page.getByRole('link', { name: 'Browse and edit keys' }).click();
    await page.getByText('There is no entry yet.').waitFor();
  });

  test('takes an entry whose key has every kind of sign, and shows it', async () => {
    await page.getByRole('button', { name: 'New entry…' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Key' }).fill('user:1/a b?c#d%é');
    await form.getByRole('textbox', { name: 'Value' }).fill('{"name":"Ana","big":12345678901234567890}');
    await form.getByText('After', { exact: true }).click();
    await form.getByRole('textbox', { name: 'Time until it expires' }).fill('12h');
    await form.getByRole('button', { name: 'Write it' }).click();
    await form.waitFor({ state: 'detached' });
    const entry = page.locator('.entry');
    await entry.getByText('"big": 12345678901234567890').waitFor();
    expect(await factOf(page, 'Expires')).toMatch(/in 12 h$/);
    expect((await rowsOf(page, 'Entries')).map(([key]) => key)).toEqual(['user:1/a b?c#d%é']);
  });

  test('finds the beginning of a key where keys are in no order', async () => {
    await page.getByText('Keys are in no order here').waitFor();
    const field = page.getByRole('combobox', { name: 'Keys that begin with' });
    await field.fill('no-such');
    await page.getByText('No key begins like this.').waitFor();
    await field.fill('user:');
    await page.getByText('That is the only one.').waitFor();
    await field.fill('');
    await page.keyboard.press('Escape');
  });

  test('is edited by compare-and-set: what somebody else wrote meanwhile is shown, not overwritten', async () => {
    const call = client(session.address, session.data);
    await page.getByRole('button', { name: 'Edit…' }).click();
    const form = page.getByRole('dialog');
    const write = await call('POST', '/kv/commands', {
      dataset: 'sessions',
      command: ['SET', 'user:1/a b?c#d%é', 'theirs'],
    });
    expect(write.status).toBe(200);
    await form.getByRole('textbox', { name: 'Value' }).fill('mine');
    await form.getByRole('button', { name: 'Write it' }).click();
    await form.getByText('Somebody changed it since you opened it, so nothing was written.').waitFor();
    await form.getByText('theirs', { exact: true }).waitFor();
    await form.getByRole('button', { name: 'Overwrite theirs' }).click();
    await form.waitFor({ state: 'detached' });
    await page.locator('.entry-value').getByText('mine', { exact: true }).waitFor();
    // The refusal is the one answer that is no success.
    expect(watched.faults.splice(0).filter((fault) => !/ 412 |status of 412/.test(fault))).toEqual([]);
  });

  test('loses its expiry, then the entry', async () => {
    await page.getByRole('button', { name: 'Expiry…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Never', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Keep it for ever' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.entry').getByText('not known: it never expires').waitFor();

    await page.getByRole('button', { name: 'Delete…' }).click();
    await dialog.getByRole('button', { name: 'Delete it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('There is no such key, or not any more.').waitFor();
    await page.getByText('There is no entry yet.').waitFor();
    expect(watched.faults.splice(0).filter((fault) => !/ 404 |status of 404/.test(fault))).toEqual([]);
  });

  test('shows keys and values that are no text, by their bytes', async () => {
    await page.getByRole('button', { name: 'Close the entry' }).click();
    await page.goto(`${session.address}/ui/kv/commands?dataset=sessions`);
    await page.getByText('sessions (live) >').waitFor();
    expect(await runInConsole(page, String.raw`SET "\xff\x00" "\x00\x01\xfe"`)).toBe('OK');
    expect(await runInConsole(page, String.raw`GET "\xff\x00"`)).toBe(String.raw`(bytes) \x00\x01\xfe`);
    expect(await runInConsole(page, 'SELECT bookmarks')).toBe('OK');
    await page.getByText('bookmarks (version 1, read-only) >').waitFor();
    await page.goto(`${session.address}/ui/kv/datasets/sessions/keys`);
    await page.getByRole('link', { name: String.raw`\xff\x00`, exact: true }).click();
    await page.locator('.entry-value').getByText('00 01 fe').waitFor();
  });

  test('is emptied only for who types its name, and removed likewise', async () => {
    await page.goto(`${session.address}/ui/kv/commands?dataset=sessions`);
    const field = page.getByRole('combobox', { name: 'Command', exact: true });
    await field.fill('FLUSHDB');
    await field.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Run FLUSHDB' });
    expect(await dialog.getByRole('button', { name: 'Run FLUSHDB' }).isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Type sessions to run it' }).fill('sessions');
    await dialog.getByRole('button', { name: 'Run FLUSHDB' }).click();
    await page.locator('.exchange').getByText('OK', { exact: true }).waitFor();

    await openDataset(page, 'sessions');
    await page.getByRole('button', { name: 'Remove…' }).click();
    const remove = page.getByRole('dialog', { name: 'Remove sessions' });
    await remove.getByText('Removes 0 entries').waitFor();
    await remove.getByRole('textbox').fill('sessions');
    await remove.getByRole('button', { name: 'Remove sessions' }).click();
    await page.waitForURL(/\/ui\/kv\/datasets$/);
    await page.getByRole('group', { name: 'Datasets' }).getByRole('link', { name: 'bookmarks' }).waitFor();
    await page.getByRole('link', { name: 'sessions' }).first().waitFor({ state: 'detached' });
    expect(watched.faults).toEqual([]);
  });
});

test('keys are searched, opened and closed, and a command is run, by keyboard alone', async () => {
  const { page, context, faults } = await openPage(session.browser);
  await signIn(page, session);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByRole('group', { name: 'Datasets' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'bookmarks' }).waitFor();
  await page.getByRole('link', { name: 'Browse keys' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('50 loaded, there are more').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type(`${KEY_START}003`);
  await page.getByText('That is the only one.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'Entries' }).focus();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.locator('.entry-value').waitFor();
  await page.getByRole('button', { name: 'Close the entry' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.entry').waitFor({ state: 'detached' });

  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.getByText('bookmarks (version 1, read-only) >').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('DBSIZE');
  await page.keyboard.press('Enter');
  await page.getByText('(integer) 1342').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test('a name that no dataset has, or may have, is no page', async () => {
  const { page, context } = await openPage(session.browser);
  await signIn(page, session);
  for (const name of ['nothing', 'Not%20A%20Name']) {
    await page.goto(`${session.address}/ui/kv/datasets/${name}`);
    await page.getByRole('heading', { name: 'Nothing is here' }).waitFor();
  }
  await context.close();
});
