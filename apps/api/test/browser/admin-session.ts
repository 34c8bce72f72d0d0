import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isExcused, launchBrowser } from '@oremill/webtest';
import { sharedData } from '@oremill/workbench/missing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { test } from 'vitest';
import { PlatformProcess } from '../integration/platform.ts';

const shared = sharedData('bookmarks.jsonl');
const ADMIN = fileURLToPath(new URL('../../../admin/dist/index.html', import.meta.url));

/** A real platform with a data folder and an input root of its own, and a real browser. */
export interface AdminSession {
  /** Input root; holds `bookmarks.jsonl`. */
  readonly inputs: string;
  readonly data: string;
  readonly browser: Browser;
  readonly signInLink: string;
  platform: PlatformProcess;
  address: string;
  close(): Promise<void>;
}

/** A test of a session, left out where that is allowed for want of a browser, or of the real bookmarks. */
export const browserTest: ReturnType<typeof test.skipIf> = test.skipIf(
  (await isExcused('chromium')) || shared.skip,
);

export async function openAdminSession(environment: Record<string, string> = {}): Promise<AdminSession> {
  if (!existsSync(ADMIN)) throw new Error('the admin is not built: run `pnpm --filter @oremill/admin build`');
  const bookmarks = shared.path('bookmarks.jsonl');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'admin-')));
  const inputs = join(folder, 'inputs');
  const data = join(folder, 'data');
  mkdirSync(inputs);
  cpSync(bookmarks, join(inputs, 'bookmarks.jsonl'));
  const platform = startPlatform({ data, inputs, environment });
  const [browser, address] = await Promise.all([launchBrowser(), platform.address()]);
  const printed = await platform.printed(/#token=\S+/);
  const session: AdminSession = {
    inputs,
    data,
    browser,
    platform,
    address,
    signInLink: /\S+#token=\S+/.exec(printed)?.[0] ?? '',
    close: async () => {
      await browser.close();
      session.platform.kill('SIGTERM');
      await session.platform.ended();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return session;
}

export interface PlatformOptions {
  readonly data: string;
  readonly inputs: string;
  readonly port?: string;
  readonly environment?: Record<string, string>;
}

export function startPlatform({ data, inputs, port = '0', environment = {} }: PlatformOptions) {
  return new PlatformProcess(data, ['--no-sample'], {
    OREMILL_INPUT_ROOTS: inputs,
    OREMILL_PORT: port,
    ...environment,
  });
}

/** A step that takes longer hangs. */
const STEP_MS_MAX = 20_000;

/** What a page must never do by itself: print an error, throw, or ask for what it does not get. */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Faults so far; empty is good. */
  readonly faults: string[];
}

export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  context.setDefaultTimeout(STEP_MS_MAX);
  return { page, context, faults: watch(page) };
}

export function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a page or cancelling a statement aborts what it was waiting for; that is no failure.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`answer: ${response.status()} ${response.url()}`);
  });
  return faults;
}

/** Opens the printed link, which signs in by itself and goes on to the overview. */
export async function signIn(page: Page, session: AdminSession): Promise<void> {
  const token = session.signInLink.split('#')[1];
  await page.goto(`${session.address}/ui/sign-in#${token}`);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
}

/** The rows of a table as the texts of their cells. */
export async function rowsOf(page: Page, label: string): Promise<string[][]> {
  const rows = page.getByRole('group', { name: label, exact: true }).locator('tbody tr');
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim())),
  );
}
