import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Ignored by git; a person looks at them: docs/concepts/admin.md says what for. */
const SCREENSHOTS = fileURLToPath(new URL('../../../../coverage/screenshots/', import.meta.url));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Opens a page of the admin, with everything on it that takes time. */
export async function openWhole(page: Page, address: string, path: string): Promise<void> {
  await page.goto(`${address}/ui${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.pill[data-role="ok"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** The page scrolls inside its frame, so a picture of all of it needs a window that is high enough. */
const HEIGHT_PX_MAX = 3000;

/** Takes a picture of the page under this name and expects that axe finds nothing on it. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 900 };
  const hidden = await page.evaluate(() => {
    const main = document.querySelector('main');
    return main ? main.scrollHeight - main.clientHeight : 0;
  });
  if (hidden > 0) await page.setViewportSize({ width, height: Math.min(height + hidden, HEIGHT_PX_MAX) });
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
  if (hidden > 0) await page.setViewportSize({ width, height });
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map(({ id, nodes }) => [name, id, nodes.map(({ target }) => target)])).toEqual([]);
}
