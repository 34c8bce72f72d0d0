import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../../admin/dist/', import.meta.url));
const ASSETS = join(DIST, 'assets');

/** What the first page needs before it can draw anything: all that index.html names. */
function shell(extension: 'js' | 'css'): string[] {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  return [...page.matchAll(/\/ui\/assets\/([^"]+)/g)].flatMap(([, name]) =>
    name?.endsWith(extension) ? name : [],
  );
}

function gzipBytes(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(ASSETS, name))).length, 0);
}

const chunks = (pattern: RegExp) => readdirSync(ASSETS).filter((name) => pattern.test(name));

test('the shell is at most 200 kB of JavaScript and 40 kB of styles, compressed', () => {
  expect(gzipBytes(shell('js'))).toBeLessThan(200_000);
  expect(gzipBytes(shell('css'))).toBeLessThan(40_000);
});

test('the SQL editor and the charts are chunks of their own, loaded when needed', () => {
  const [sql, chart] = [chunks(/^sql-editor-.*\.js$/), chunks(/^chart-canvas-.*\.js$/)];
  expect([sql.length, chart.length]).toEqual([1, 1]);
  expect(gzipBytes(sql)).toBeLessThan(140_000);
  expect(gzipBytes(chart)).toBeLessThan(30_000);
  const first = shell('js');
  expect(first.filter((name) => [...sql, ...chart].includes(name))).toEqual([]);
});

test('a page is at most 40 kB of its own', () => {
  const pages = chunks(/-page-.*\.js$/);
  expect(pages.length).toBeGreaterThanOrEqual(7);
  for (const page of pages)
    expect({ page, isSmall: gzipBytes([page]) < 40_000 }).toEqual({ page, isSmall: true });
});

test('nothing is fetched from elsewhere', () => {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  expect(page.match(/(src|href)="(?!\/ui\/)[^"]*"/g)).toBeNull();
  expect(page).not.toMatch(/<script>|<style>/);
});
