import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { expectAccessible, openWhole } from './accessible.ts';
import {
  type AdminSession,
  openAdminSession,
  openPage,
  signIn,
  browserTest as test,
  type WatchedPage,
} from './admin-session.ts';
import { writeSample } from './cost-sample.ts';

let session: AdminSession;
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
  const look = async (name: string) => {
    await expectAccessible(page, `cost-${name}-${colorScheme}-${width}`);
    const overflows = await page.evaluate(() =>
      [document.documentElement, document.querySelector('main')].map((element) =>
        element ? element.scrollWidth - element.clientWidth : 0,
      ),
    );
    expect([name, ...overflows]).toEqual([name, 0, 0]);
  };
  const settled = () => page.locator('.results:not([data-stale])').waitFor();

  beforeAll(async () => {
    watched = await openPage(session.browser, { colorScheme, viewport: { width, height: 900 } });
    page = watched.page;
    await signIn(page, session);
  });
  afterAll(() => watched?.context.close());

  test('the ways to a sample', async () => {
    await openWhole(page, session.address, '/cost');
    await look('empty');
    await page.getByText('What the platform has', { exact: true }).click();
    await look('source');
    await page.getByText('A kept sample', { exact: true }).click();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await look('kept');
  });

  test('an estimate, its charts as tables, and an explanation', async () => {
    await openWhole(page, session.address, '/cost');
    await page.getByRole('textbox', { name: 'Text field, for an index of its words' }).fill('text');
    await page.getByLabel('Sample to measure').setInputFiles(writeSample(session.inputs));
    await settled();
    await look('estimate');
    await page.getByText('Up to each size', { exact: true }).click();
    await look('cumulative');
    await page.getByRole('tab', { name: /^Fields/ }).click();
    await page.getByText('Each by itself').click();
    for (const name of ['Cost over time', 'Break-even']) {
      await page.getByRole('region', { name }).getByRole('button', { name: 'Show as table' }).click();
    }
    await look('tables');
    await page.getByRole('button', { name: /: explain a month in s3$/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/^measured: /)
      .first()
      .waitFor();
    await look('explanation');
  });

  test('all media, compared, with ranges and an old book', async () => {
    const sample = new URL(page.url()).searchParams.get('sample');
    const all = ['ram', 'local-ssd', 'ssd', 'disk', 's3', 's3-infrequent', 'warehouse', 'dynamodb'];
    const scenario = { media: all, growth: 4, growthSpread: 3, months: 36 };
    const search = new URLSearchParams({
      sample: String(sample),
      scenario: JSON.stringify(scenario),
      with: JSON.stringify({ ...scenario, compression: 'zstd', index: 'elias-fano' }),
    });
    await openWhole(page, session.address, `/cost?${search}`);
    await settled();
    await page.getByRole('region', { name: 'Compared' }).getByText('compression: none → zstd').waitFor();
    await look('compared');
    search.delete('with');
    search.set('scenario', JSON.stringify({ book: '2012', months: 500 }));
    await openWhole(page, session.address, `/cost?${search}`);
    await page.getByText(/^Too big/).waitFor();
    await look('fault');
    search.set('scenario', JSON.stringify({ book: '2012' }));
    await openWhole(page, session.address, `/cost?${search}`);
    await settled();
    await look('unpriced');
  });

  test('a link to a sample that is gone, and one that is unfit', async () => {
    await openWhole(page, session.address, '/cost?sample=0123456789abcdee');
    await page.getByText('The sample of this link is gone.').waitFor();
    await look('gone');
    await page.getByLabel('Sample to measure').setInputFiles(writeSample(session.inputs, 'few.jsonl', 5));
    await page.getByRole('alert').getByText('too few for an interval').waitFor();
    await look('unfit');
  });

  test('prices, with a quoted line', async () => {
    await openWhole(page, session.address, '/cost/prices?q=s3');
    await page.getByRole('button', { name: 'Show the line of s3.standard.get', exact: true }).click();
    await look('prices');
    await openWhole(page, session.address, '/cost/prices?book=2012');
    await look('prices-old');
    await openWhole(page, session.address, '/cost/prices?q=nothing-like-it');
    await look('prices-none');
  });
});
