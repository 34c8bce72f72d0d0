import { writeFileSync } from 'node:fs';
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
import { writeSample } from './cost-sample.ts';

let session: AdminSession;
beforeAll(async () => {
  session = await openAdminSession();
});
afterAll(() => session?.close());

/** The rows of media once they are told of the scenario that the form shows. */
async function mediaRows(page: Page): Promise<string[][]> {
  await page.locator('.results:not([data-stale])').waitFor();
  return rowsOf(page, 'Cost of each medium');
}

/** What a medium costs in the last month, in dollars. */
async function monthCost(page: Page, medium: string): Promise<number> {
  const row = (await mediaRows(page)).find(([name]) => name?.startsWith(medium));
  return Number(/\$([\d.,]+)/.exec(row?.[2] ?? '')?.[1]?.replaceAll(',', ''));
}

/** Lets a file fall where samples are taken. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], fileName));
      return transfer;
    },
    [name, content] as const,
  );
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer });
}

/** Does something that changes the estimate, and waits for the new one. */
async function andEstimate(page: Page, change: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse(
    (response) => response.url().endsWith('/cost/estimates') && response.status() === 200,
  );
  await change();
  await answer;
  await page.locator('.results:not([data-stale])').waitFor();
}

describe('from a sample to a price', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(session.browser);
    page = watched.page;
    await signIn(page, session);
  });
  afterAll(() => watched?.context.close());

  test('a dropped file is measured, and its statistics are shown', async () => {
    await page.getByRole('link', { name: 'Estimate', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Estimate' }).waitFor();
    await page.getByRole('textbox', { name: 'Text field, for an index of its words' }).fill('text');
    await page.getByLabel('Sample to measure').setInputFiles(writeSample(session.inputs));
    await page.waitForURL((url) => url.searchParams.has('sample'));
    await page.getByText('Records, all measured').waitFor();
    await page.getByRole('slider', { name: /^400 records as they are: half are below / }).waitFor();
    await page.getByRole('tabpanel', { name: 'Sizes' }).getByText('zstd').click();
    await page.getByRole('slider', { name: /^400 records, each compressed by zstd/ }).waitFor();
    await page.getByText('Up to each size', { exact: true }).click();
    const chart = page.getByRole('slider', { name: /^400 records, each compressed by zstd/ });
    await chart.press('End');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/^up to \S+ \S+: 100\.0 % of the records$/);
    await page.getByRole('tab', { name: 'Fields 3' }).click();
    const fields = await rowsOf(page, 'Fields');
    expect(new Map(fields.map(([name, share]) => [name, share]))).toEqual(
      new Map([
        ['id', '100.0 %'],
        ['text', '100.0 %'],
        ['user.name', '100.0 %'],
      ]),
    );
  });

  test('each medium has bytes and dollars with what they are between', async () => {
    const rows = await mediaRows(page);
    expect(rows.map(([medium]) => medium?.split(/\s/)[0])).toEqual(['ram', 'ssd', 's3']);
    for (const [, bytes, month, all] of rows) {
      expect(bytes).toMatch(/^\d\S* [MGT]iB\n: explain bytes in \w+\n\d\S* [MGT]iB – \d\S* [MGT]iB$/);
      expect([month, all].join(' ')).toMatch(/\$[\d.,]+[\s\S]*\$[\d.,]+ – \$[\d.,]+/);
    }
    await page.getByText('1,200 more records would halve it').waitFor();
  });

  test('a slider changes the numbers at once, and the address', async () => {
    const before = await monthCost(page, 'ram');
    await andEstimate(page, () => page.getByRole('slider', { name: 'Copies, slider' }).press('ArrowRight'));
    expect(await page.getByRole('textbox', { name: 'Copies' }).inputValue()).toBe('2');
    const copied = await monthCost(page, 'ram');
    expect(copied / before).toBeCloseTo(2, 2);
    await andEstimate(page, () => page.getByRole('textbox', { name: 'New records' }).fill('200000'));
    expect((await monthCost(page, 'ram')) / copied).toBeCloseTo(2, 2);
    const scenario = JSON.parse(new URL(page.url()).searchParams.get('scenario') ?? '{}');
    expect(scenario).toEqual({ replicas: 2, rate: '200000' });
  });

  test('an index of the words is part of each medium, and explained', async () => {
    const before = await monthCost(page, 's3');
    await page.getByRole('combobox', { name: 'Index of the words' }).click();
    await andEstimate(page, () => page.getByRole('option', { name: 'Elias–Fano' }).click());
    expect(await monthCost(page, 's3')).toBeGreaterThan(before);
    await page.getByRole('button', { name: /: explain the index$/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Where it comes from' });
    await drawer.getByText('exponent of Heaps’ law', { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'Index of the words' }).click();
    await page.getByRole('option', { name: 'none' }).click();
    await page.getByRole('button', { name: /: explain the index$/ }).waitFor({ state: 'detached' });
    expect(await monthCost(page, 's3')).toBe(before);
  });

  test('a figure opens its explanation, down to the price and the line that was quoted', async () => {
    await page.getByRole('button', { name: /: explain a month in s3$/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Where it comes from' });
    await drawer.getByText('aws-2026 s3.standard.storage.first-50tb').waitFor();
    const link = drawer.getByRole('link', { name: /^github\.com/ }).first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/github\.com\/.*\/s3\.json$/);
    expect(await drawer.locator('blockquote').first().innerText()).toMatch(/0\.023/);
    await drawer.getByText('measured: mean of 400 records in sample.jsonl').first().waitFor();
    expect(new URL(page.url()).searchParams.get('explain')).toBe('s3.24');
  });

  test('the address, opened by another browser, shows the same', async () => {
    const other = await openPage(session.browser);
    await signIn(other.page, session);
    await other.page.goto(page.url());
    await other.page.getByRole('dialog', { name: 'Where it comes from' }).waitFor();
    await other.page.keyboard.press('Escape');
    expect(await mediaRows(other.page)).toEqual(await mediaRows(page));
    expect(other.faults).toEqual([]);
    await other.context.close();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.has('explain')).toBe(false);
  });

  test('the total, the records and the break-even are explained too', async () => {
    for (const [name, said] of [
      [/: explain the total$/, 'cost of all months in all media'],
      [/: explain the records$/, 'records at the end'],
      [/: explain the time between reads$/, /^time between reads at which \w+ and \w+ cost the same$/],
      [/: explain bytes in ram$/, 'all copies'],
    ] as const) {
      await page.getByRole('button', { name }).click();
      const drawer = page.getByRole('dialog', { name: 'Where it comes from' });
      await drawer.getByText(said, { exact: true }).first().waitFor();
      await page.keyboard.press('Escape');
      await drawer.waitFor({ state: 'detached' });
    }
  });

  test('charts are read by keys, and as tables', async () => {
    const chart = page.getByRole('slider', { name: /^Kept in all 3 media, month 24 costs \$/ });
    await chart.press('End');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(
      /^Month 24: ram \$.*, ssd \$.*, s3 \$.*together/,
    );
    const panel = page.getByRole('region', { name: 'Break-even' });
    await panel.getByRole('button', { name: 'Show as table' }).click();
    const rows = await rowsOf(page, 'Cost by time between reads');
    // Read often, memory is the cheaper one; read seldom, the object store.
    const dollars = (text = '') => Number(text.replace(/[$,]/g, '').replace('M', 'e6'));
    const isRamCheaper = rows.map(([, ram, s3]) => dollars(ram) < dollars(s3));
    expect([isRamCheaper[0], isRamCheaper.at(-1)]).toEqual([true, false]);
  });

  test('what is wrong stands at its field, and the numbers of before stay', async () => {
    const before = await mediaRows(page);
    const rate = page.getByRole('textbox', { name: 'New records' });
    await rate.fill('5 GB/day');
    await page.getByText(/GB\/day is no unit of record\/time, as record\/day is/).waitFor();
    await page.getByText('Below is the estimate of before.').waitFor();
    expect(await rowsOf(page, 'Cost of each medium')).toEqual(before);
    await rate.fill('200000');
    const months = page.getByRole('textbox', { name: 'Months ahead' });
    await months.fill('500');
    await page.getByText(/^Too big: expected number to be <=120/).waitFor();
    await months.fill('24');
    await page.getByText('Below is the estimate of before.').waitFor({ state: 'detached' });
    expect(await mediaRows(page)).toEqual(before);
    expect(watched.faults.splice(0).filter((fault) => !/ 400 |status of 400/.test(fault))).toEqual([]);
  });

  test('a medium that the book has no price of is a row that says so, never 0', async () => {
    await page.getByRole('combobox', { name: 'Price book' }).click();
    await andEstimate(page, () => page.getByRole('option', { name: '2012' }).click());
    const rows = await mediaRows(page);
    expect(rows.map(([, ...figures]) => figures)).toEqual(
      Array(3).fill(['no price', 'no price', 'no price']),
    );
    expect(rows[0]?.[0]).toMatch(/No price[\s\S]*the book 2012 has no price ec2\.r7g\.4xlarge/);
    await page.getByRole('combobox', { name: 'Price book' }).click();
    await page.getByRole('option', { name: 'aws-2026' }).click();
    await page.getByText('no price', { exact: true }).first().waitFor({ state: 'detached' });
  });

  test('two scenarios stand side by side with their difference', async () => {
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('region', { name: 'Compared' }).waitFor();
    await page.getByRole('combobox', { name: 'Compression of each record' }).click();
    await andEstimate(page, () => page.getByRole('option', { name: 'zstd', exact: true }).click());
    const panel = page.getByRole('region', { name: 'Compared' });
    await panel.getByText('compression: none → zstd').waitFor();
    const rows = await rowsOf(page, 'Compared');
    expect(rows.map(([medium]) => medium)).toEqual(['all media', 'ram', 'ssd', 's3']);
    for (const [, , , ...differences] of rows) {
      expect(differences).toHaveLength(2);
      for (const difference of differences) {
        expect(difference).toMatch(/^−\$\S+ −\S+ %\n−\$\S+ – −\$\S+$/);
      }
    }
    const { searchParams } = new URL(page.url());
    expect(JSON.parse(searchParams.get('with') ?? '{}').compression).toBe('zstd');
    expect(JSON.parse(searchParams.get('scenario') ?? '{}').compression).toBeUndefined();
    await page.getByRole('button', { name: 'Compare no more' }).click();
    await page.getByRole('region', { name: 'Compared' }).waitFor({ state: 'detached' });
    expect(watched.faults).toEqual([]);
  });

  test('a sample that tells nothing says why, in place of numbers', async () => {
    await page.getByRole('button', { name: 'Take another' }).click();
    await drop(page, 'few.jsonl', '{"a":1}\n'.repeat(5));
    await page.getByRole('alert').getByText('few.jsonl has 5 records: too few for an interval').waitFor();
    expect(await page.getByRole('group', { name: 'Cost of each medium' }).count()).toBe(0);
    const nothing = join(session.inputs, 'nothing.jsonl');
    writeFileSync(nothing, 'no record\n');
    await page.getByRole('button', { name: 'Take another' }).click();
    await page.getByLabel('Sample to measure').setInputFiles(nothing);
    await page
      .getByRole('alert')
      .getByText(/none of the 1 lines of nothing\.jsonl is a record/)
      .waitFor();
    expect(watched.faults.splice(0).filter((fault) => !/ 422 |status of 422/.test(fault))).toEqual([]);
  });

  test('a kept sample is taken again; a link to one that is gone says so', async () => {
    await page.getByText('A kept sample', { exact: true }).click();
    await page.getByRole('button', { name: 'sample.jsonl', exact: true }).click();
    await page.locator('.results:not([data-stale])').waitFor();
    const link = page.url();
    await page.getByRole('button', { name: 'Take another' }).click();
    await page.getByText('A kept sample', { exact: true }).click();
    await page.getByRole('button', { name: 'Forget sample.jsonl' }).click();
    await page.getByRole('button', { name: 'sample.jsonl', exact: true }).waitFor({ state: 'detached' });
    await page.goto(link);
    await page.getByText('The sample of this link is gone.').waitFor();
    expect(watched.faults.splice(0).filter((fault) => !/ 404 |status of 404/.test(fault))).toEqual([]);
  });
});

describe('what the platform has', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeAll(async () => {
    watched = await openPage(session.browser);
    page = watched.page;
    await signIn(page, session);
  });
  afterAll(() => watched?.context.close());

  test('an execution and a dataset lead to what they would cost to keep', async () => {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'bookmarks.jsonl'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Start tag-statistics' }).click();
    await page.waitForURL(/\/ui\/mapreduce\/executions\/[0-9a-z]{20}$/);
    const executionId = page.url().split('/').at(-1) ?? '';
    await page.getByRole('link', { name: 'What would it cost to keep?' }).click();
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('1,342', { exact: true }).first().waitFor();
    expect(await page.getByRole('textbox', { name: 'Records that are there' }).inputValue()).toBe(
      '1342 record',
    );
    expect((await mediaRows(page)).map(([medium]) => medium?.split(/\s/)[0])).toEqual(['ram', 'ssd', 's3']);

    const call = client(session.address, session.data);
    const published = await call('POST', '/kv/datasets/bookmarks/versions', { executionId });
    expect(published.status).toBe(201);
    await page.goto(`${session.address}/ui/kv/datasets/bookmarks`);
    await page.getByRole('link', { name: 'What would it cost to keep?' }).click();
    expect(await page.getByRole('combobox', { name: 'Dataset' }).inputValue()).toBe('bookmarks');
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('dataset bookmarks', { exact: true }).waitFor();
    await mediaRows(page);
    expect(watched.faults).toEqual([]);
  });

  test('a file under an allowed root is measured where it lies', async () => {
    await page.getByRole('link', { name: 'Estimate', exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has('sample'));
    await page.getByText('What the platform has', { exact: true }).click();
    await page.getByText('File', { exact: true }).click();
    await page
      .getByRole('combobox', { name: 'File, folder or glob' })
      .fill(join(session.inputs, 'bookmarks.jsonl'));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Measure' }).click();
    await page.getByText('Records, all measured').waitFor();
    await mediaRows(page);
    expect(watched.faults).toEqual([]);
  });

  test('prices have their documents, and the line that was quoted', async () => {
    await page.getByRole('link', { name: 'Prices', exact: true }).click();
    await page.getByText(/^100 of \d{3} shown$/).waitFor();
    await page.getByRole('textbox', { name: 'Filter the prices' }).fill('s3 standard first-50tb');
    await page.waitForURL((url) => url.searchParams.get('q') === 's3 standard first-50tb');
    const [row] = await rowsOf(page, 'Prices');
    expect(row?.[0]).toMatch(/^s3\.standard\.storage\.first-50tb/);
    expect(row?.[1]).toMatch(/^0\.023\s+USD\/GiB-month\(730h\)$/);
    const link = page.getByRole('group', { name: 'Prices' }).getByRole('link').first();
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/github\.com\//);
    await page.getByRole('button', { name: 'Show the line of s3.standard.storage.first-50tb' }).click();
    expect(await page.locator('blockquote').innerText()).toMatch(/0\.023/);
    await page.getByRole('textbox', { name: 'Filter the prices' }).fill('no such thing');
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByText('2012', { exact: true }).click();
    await page.getByRole('heading', { level: 2, name: /cost in 2012 and 2013/ }).waitFor();
    const old = await rowsOf(page, 'Prices');
    expect(old.length).toBe(28);
    expect(old.filter(([, , , date]) => date?.endsWith(', old')).length).toBeGreaterThan(20);
    expect(watched.faults).toEqual([]);
  });
});
