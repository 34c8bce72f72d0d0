import { expect } from 'vitest';
import { webTest } from '../../src/fixture/web-test.ts';
import { isExcused } from '../../src/index.ts';

const test = webTest({
  command: [process.execPath, 'examples/form/form-app.ts'],
  directory: `${import.meta.dirname}/../..`,
});

test.skipIf(await isExcused('chromium'))(
  'a form that is filled in and sent is answered',
  async ({ page }) => {
    await page.goto('/');
    await page.getByLabel('Name').fill('Ada');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await page.textContent('body')).toBe('post returned: hello Ada');
  },
);
