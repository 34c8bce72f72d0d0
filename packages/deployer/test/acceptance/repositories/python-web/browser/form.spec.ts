import { webTest } from '@oremill/webtest/vitest';
import { expect } from 'vitest';

const test = webTest({ command: ['python3', 'service.py'], port: 'inherit', ready: { http: '/up' } });

test('the form that is sent is answered', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('Name').fill('Ada');
  await page.getByRole('button', { name: 'Send' }).click();
  expect(await page.textContent('body')).toContain('post returned');
  expect(await page.textContent('body')).toContain('Ada');
});
