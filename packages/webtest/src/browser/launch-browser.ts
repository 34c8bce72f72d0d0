import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';
import { readConfig } from '../config.ts';
import { webtestError } from '../errors.ts';
import { type Chromium, provideChromium } from './chromium.ts';

const LAUNCH_TIMEOUT_MS = 60_000;
const TEMPORARY_BYTES_MAX = 40;

/** Our own pages only, so no sandbox (containers and root have none to give); and no talk with anyone else. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-breakpad',
];

/** Starts a headless Chromium, fetching one first when there is none. Close it when done. */
export async function launchBrowser(found?: Chromium): Promise<Browser> {
  const chromium = found ?? (await provideChromium(readConfig()));
  // A home of its own: the user's may be read-only, and its settings are nobody's business here.
  const home = mkdtempSync(join(temporaryFolder(), 'oremill-browser-'));
  mkdirSync(join(home, 'runtime'), { mode: 0o700 });
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await playwright.launch({
      executablePath: chromium.program,
      args: FLAGS,
      env: { ...definedOnly(process.env), ...chromium.environment, ...homeEnvironment(home) },
      timeout: LAUNCH_TIMEOUT_MS,
    });
    browser.once('disconnected', removeHome);
    return browser;
  } catch (cause) {
    removeHome();
    throw webtestError('BROWSER_UNUSABLE', `${chromium.program} does not start: ${firstLines(cause)}`, {
      hint: 'Start it by hand with --headless --no-sandbox, or set OREMILL_CHROMIUM to another browser.',
      cause,
    });
  }
}

/** Chromium has sockets in there, whose paths the kernel limits to 108 bytes: the folder of a run's step may be deeper. */
function temporaryFolder(): string {
  const folder = tmpdir();
  return Buffer.byteLength(folder) > TEMPORARY_BYTES_MAX ? '/tmp' : folder;
}

function homeEnvironment(home: string): Record<string, string> {
  return {
    HOME: home,
    TMPDIR: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: join(home, 'runtime'),
    // Without an address each start tries the system's bus and says that it failed.
    DBUS_SESSION_BUS_ADDRESS: 'disabled:',
  };
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function firstLines(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n').slice(0, 12).join('\n');
}
