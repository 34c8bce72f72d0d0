import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** A dozen pages on a machine that does other things too. */
const PAGES_MS_MAX = 300_000;

const EMPTY_PAGES = ['/kv/datasets', '/kv/stats', '/kv/commands'];

let session: AdminSession;
let isFilled = false;
beforeAll(async () => {
  session = await openAdminSession();
});
afterAll(() => session?.close());

// Contrast depends on the scheme and layout on the width, neither on both: each is looked at once.
describe.each([
  ['light', 1280],
  ['dark', 390],
] as const)('%s, %i pixels wide', (colorScheme, width) => {
  let watched: WatchedPage;
  let page: Page;
  const named = (name: string) => `kv-${name}-${colorScheme}-${width}`;
  const open = (path: string) => openWhole(page, session.address, path);
  const look = async (name: string) => {
    await expectAccessible(page, named(name));
    await expectNothingCut(page, named(name));
  };

  beforeAll(async () => {
    watched = await openPage(session.browser, { colorScheme, viewport: { width, height: 900 } });
    page = watched.page;
    await signIn(page, session);
  });
  afterAll(() => watched?.context.close());

  // Only the first meets an empty store; it fills it for the others.
  const isFirst = colorScheme === 'light';
  if (isFirst) {
    test.each(EMPTY_PAGES)('%s, when there is nothing yet', async (path) => {
      await open(path);
      await look(`empty${path.replaceAll('/', '-')}`);
    });
  }

  test('pages with something on them', { timeout: PAGES_MS_MAX }, async () => {
    if (!isFilled) await fillStore();
    isFilled = true;
    for (const [name, path] of [
      ['datasets', '/kv/datasets'],
      ['dataset', '/kv/datasets/bookmarks'],
      ['dataset-live', '/kv/datasets/sessions'],
      ['keys', '/kv/datasets/bookmarks/keys'],
      ['keys-none', '/kv/datasets/bookmarks/keys?prefix=nothing'],
      ['keys-live', '/kv/datasets/sessions/keys'],
      ['entry', '/kv/datasets/sessions/keys?key=user%3A1'],
      ['entry-missing', '/kv/datasets/sessions/keys?key=nobody'],
    ] as const) {
      await open(path);
      await look(name);
    }
  });

  test('figures and charts', async () => {
    await open('/kv/stats');
    await page.getByRole('slider', { name: /^Hits .* now/ }).waitFor();
    await look('stats');
    await page.getByRole('button', { name: 'Show as table' }).first().click();
    await look('stats-table');
  });

  test('a console with replies, names and a fault', async () => {
    await open('/kv/commands?dataset=bookmarks');
    const field = page.getByRole('combobox', { name: 'Command', exact: true });
    for (const line of ['SCAN 0 COUNT 3', 'SET a b', 'DBSIZE']) {
      await field.fill(line);
      await field.press('Enter');
    }
    await page.getByText('(integer)').waitFor();
    await field.fill('GET "a');
    await field.press('Enter');
    await look('console');
    await field.fill('ge');
    await page.getByRole('option').first().waitFor();
    await look('console-names');
  });

  test('reviews and forms', { timeout: PAGES_MS_MAX }, async () => {
    const close = async () => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await open('/kv/datasets');
    await page.getByRole('button', { name: 'New live dataset…' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Not a name');
    await look('create');
    await close();
    await open('/kv/datasets/bookmarks');
    for (const [button, name] of [
      ['Publish…', 'publish'],
      ['Serve version 1', 'rollback'],
      ['Change…', 'pins'],
      ['Remove…', 'remove'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      if (button === 'Publish…') {
        await page.getByRole('button', { name: 'Settings' }).click();
        await page.getByRole('combobox', { name: 'Compression of values' }).click();
        await page.getByRole('option', { name: 'zstd with a dictionary of this dataset' }).click();
      }
      await look(name);
      await close();
    }
    await open('/kv/datasets/sessions/keys?key=user%3A1');
    for (const [button, name] of [
      ['Edit…', 'edit'],
      ['Expiry…', 'expiry'],
      ['Delete…', 'delete'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor();
      await look(name);
      await close();
    }
  });

  test('a store that does not answer says so', async () => {
    const isList = (url: URL) => url.pathname === '/kv/datasets';
    await page.route(isList, (route) =>
      route.fulfill({
        status: 400,
        json: { code: 'BROKEN', message: 'no store today', hint: 'Come back.' },
      }),
    );
    await open('/kv/datasets');
    await page.getByRole('alert').getByText('no store today').waitFor();
    await look('error');
    await page.unroute(isList);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('group', { name: 'Datasets' }).waitFor();
  });
});

/** Whatever is too wide scrolls in a place of its own, never the page. */
async function expectNothingCut(page: Page, name: string): Promise<void> {
  const overflows = await page.evaluate(() =>
    [document.documentElement, document.querySelector('main')].map((element) =>
      element ? element.scrollWidth - element.clientWidth : 0,
    ),
  );
  expect([name, ...overflows]).toEqual([name, 0, 0]);
}

/** A dataset with two versions, of which some see the older; a live one with keys of every kind. */
async function fillStore(): Promise<void> {
  const call = client(session.address, session.data);
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => `user:${1000 + index}\t{"id":${index},"tags":["web"]}\n`);
  for (const [name, count] of [
    ['one.tsv', 120],
    ['two.tsv', 150],
  ] as const) {
    const source = join(session.inputs, name);
    writeFileSync(source, rows(count).join(''));
    expect((await call('POST', '/kv/datasets/bookmarks/versions', { source })).status).toBe(201);
  }
  const pins = { users: { ana: 1 }, share: { version: 1, percent: 10 } };
  expect((await call('POST', '/kv/datasets/bookmarks/pins', pins)).status).toBe(200);
  expect((await call('POST', '/kv/datasets', { name: 'sessions' })).status).toBe(201);
  for (const command of [
    ['SET', 'user:1', '{"name":"Ana","nested":{"a":[1,2]}}', 'EX', '36000'],
    ['SET', `${'ن\u202e'.repeat(60)}`, 'from right to left'],
    ['SET', 'x'.repeat(200), 'y'.repeat(5_000)],
    ['SET', { base64: '/wABYWI=' }, { base64: 'AAEC/w==' }],
    ['SET', '', ''],
  ]) {
    expect((await call('POST', '/kv/commands', { dataset: 'sessions', command })).status).toBe(200);
  }
}
