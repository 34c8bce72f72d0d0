import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCached } from '../../src/browser/cache.ts';
import { findInstalled, provideChromium } from '../../src/browser/chromium.ts';
import { missingLibraries, requireLibraries } from '../../src/browser/libraries.ts';
import { readConfig, type WebtestConfig } from '../../src/config.ts';
import { isExcused, launchBrowser } from '../../src/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webtest-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function configWith(more: Partial<WebtestConfig>): WebtestConfig {
  return {
    chromium: undefined,
    path: [],
    cacheFolder: folder,
    isMissingAllowed: false,
    deployedUrl: undefined,
    evidenceFolder: folder,
    ...more,
  };
}

function writeProgram(path: string, text = '#!/bin/sh\n'): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text, { mode: 0o755 });
  return path;
}

describe('an installed browser', () => {
  test('is found on the PATH by any of its names, in the order of preference', () => {
    const chrome = writeProgram(join(folder, 'a', 'google-chrome'));
    const config = configWith({ path: [join(folder, 'a'), join(folder, 'b')] });
    expect(findInstalled(config)).toEqual({ program: chrome, environment: {} });
    const chromium = writeProgram(join(folder, 'b', 'chromium'));
    expect(findInstalled(config)?.program).toBe(chromium);
  });

  test('OREMILL_CHROMIUM goes before the PATH, and a wrong one is an error, not a reason to search on', () => {
    writeProgram(join(folder, 'chromium'));
    const mine = writeProgram(join(folder, 'mine'));
    expect(findInstalled(configWith({ path: [folder], chromium: mine }))?.program).toBe(mine);
    expect(() => findInstalled(configWith({ path: [folder], chromium: '/nowhere' }))).toThrow(
      expect.objectContaining({ code: 'BROWSER_MISSING', message: expect.stringContaining('/nowhere') }),
    );
  });
});

describe('the cache', () => {
  test('is searched for complete folders only', () => {
    expect(findCached(folder)).toBeUndefined();
    writeProgram(join(folder, 'chromium/.fetch-x/usr/lib/chromium/chromium'));
    mkdirSync(join(folder, 'chromium/1.0/usr/lib'), { recursive: true });
    expect(findCached(folder)).toBeUndefined();
    const program = writeProgram(join(folder, 'chromium/2.0/usr/lib/chromium/chromium'));
    expect(findCached(folder)?.program).toBe(program);
  });
});

describe('requireLibraries', () => {
  test('names what is missing, and passes a program that has all', () => {
    const node = realpathSync(process.execPath);
    const broken = join(folder, 'broken');
    const elf = readFileSync(node);
    elf.write('libstdc++.so.9', elf.indexOf('libstdc++.so.6\0'));
    writeFileSync(broken, elf, { mode: 0o755 });
    expect(missingLibraries({ program: node, environment: {} })).toEqual([]);
    expect(() => requireLibraries({ program: broken, environment: {} })).toThrow(
      expect.objectContaining({ code: 'BROWSER_UNUSABLE', message: `${broken} lacks libstdc++.so.9` }),
    );
  });
});

describe('a test is excused', () => {
  test('only when its part cannot be had and the run allows that', async () => {
    const without = { chromium: '/nowhere' };
    expect(await isExcused('chromium', configWith({ ...without, isMissingAllowed: true }))).toBe(true);
    expect(await isExcused('chromium', configWith({ ...without, isMissingAllowed: false }))).toBe(false);
    const installed = writeProgram(join(folder, 'chromium'));
    expect(await isExcused('chromium', configWith({ chromium: installed, isMissingAllowed: true }))).toBe(
      false,
    );
  });
});

describe.skipIf(await isExcused('chromium'))('a real browser', () => {
  test('draws text with the fonts that it brings', async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<p style="font: 40px sans-serif"><span>iiii</span><br><span>WWWW</span></p>');
      const [narrow = 0, wide = 0] = await page
        .locator('span')
        .evaluateAll((spans) => spans.map((span) => span.getBoundingClientRect().width));
      expect(narrow).toBeGreaterThan(20);
      expect(wide).toBeGreaterThan(narrow * 2);
      const text = await page.screenshot();
      await page.locator('p').evaluate((p) => p.setAttribute('hidden', ''));
      expect((await page.screenshot()).equals(text)).toBe(false);
    } finally {
      await browser.close();
    }
  });

  test('found as an installed program starts too', async () => {
    const { program, environment } = await provideChromium(readConfig());
    const variables = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
    writeProgram(join(folder, 'chromium'), `#!/bin/sh\nexec env ${variables.join(' ')} '${program}' "$@"\n`);
    const browser = await launchBrowser(await provideChromium(configWith({ path: [folder] })));
    try {
      const page = await browser.newPage();
      await page.setContent('<h1>Hello</h1>');
      expect(await page.textContent('h1')).toBe('Hello');
    } finally {
      await browser.close();
    }
  });

  test('that does not start is an error that names the program', async () => {
    const program = writeProgram(join(folder, 'chromium'), '#!/bin/sh\necho no display >&2\nexit 1\n');
    await expect(launchBrowser({ program, environment: {} })).rejects.toMatchObject({
      code: 'BROWSER_UNUSABLE',
      message: expect.stringContaining(program),
    });
  });
});
