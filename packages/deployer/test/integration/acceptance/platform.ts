/** A real platform process with its hook in bare repositories, and the programs that other languages need. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { deployerEndpoints, hasEnded, type Page, type Run } from '@oremill/types';
import {
  provideChromium,
  provideSystemParts,
  type RunningApp,
  readConfig,
  startApp,
  type Toolchain,
} from '@oremill/webtest';
import { afterAll, beforeAll, vi } from 'vitest';
import { PushedRepository } from './pushed-repository.ts';

const WORKSPACE = resolve(import.meta.dirname, '../../../../..');
const MAIN = join(WORKSPACE, 'apps/api/src/main.ts');
const RUN_MS_MAX = 110_000;

export class Platform {
  readonly folder: string;
  readonly #app: RunningApp;

  static async start(folder: string, toolchains: readonly Toolchain[]): Promise<Platform> {
    const { path } = await provideSystemParts(readConfig(), () => undefined, toolchains);
    // What the workspace brings, for steps that start `node`, `vitest` or `turbo`.
    const own = [dirname(process.execPath), join(WORKSPACE, 'node_modules/.bin')];
    const app = await startApp({
      command: (port) => [process.execPath, MAIN, '--port', String(port)],
      env: {
        OREMILL_DATA: join(folder, 'data'),
        OREMILL_KV_PORT: '0',
        PATH: [join(folder, 'bin'), ...path, ...own, process.env.PATH].join(delimiter),
      },
      ready: { http: '/readyz' },
    });
    return new Platform(folder, app);
  }

  private constructor(folder: string, app: RunningApp) {
    this.folder = folder;
    this.#app = app;
  }

  /** A bare repository with one commit on main, the platform's hook in it, and its first run, which has ended. */
  async add(language: string): Promise<{ repository: PushedRepository; first: Run }> {
    const bare = join(this.folder, 'data/repositories', `${language}.git`);
    const repository = new PushedRepository(language, bare, join(this.folder, 'clones', language));
    const body = { name: language, url: bare, pollMs: null };
    await this.#call('POST', '/deployer/repositories', body);
    const { installHook } = deployerEndpoints;
    await this.#call(installHook.method, installHook.path.replace(':name', language), {});
    return { repository, first: await this.pushed(repository, 'main', {}) };
  }

  /** Pushes and waits for the verdict. */
  async pushed(repository: PushedRepository, branch: string, edits: Edits): Promise<Run> {
    const commit = repository.push(branch, edits);
    const query = new URLSearchParams({ repository: repository.name, commit }).toString();
    return vi.waitFor(
      async () => {
        const [run] = (await this.#call<Page<Run>>('GET', `/deployer/runs?${query}`)).items;
        assert(run !== undefined && hasEnded(run), `${branch} has no verdict yet`);
        return run;
      },
      { timeout: RUN_MS_MAX, interval: 100 },
    );
  }

  /** What a step has printed. */
  async logOf(run: Run, step: string): Promise<string> {
    const path = `/deployer/runs/${run.id}/steps/${encodeURIComponent(step)}/log`;
    const { lines } = await this.#call<{ lines: { text: string }[] }>('GET', path);
    return lines.map(({ text }) => text).join('\n');
  }

  async #call<Reply>(method: string, path: string, body?: unknown): Promise<Reply> {
    const token = readFileSync(join(this.folder, 'data/token'), 'utf8').trim();
    const reply = await fetch(this.#app.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as Reply;
  }

  async close(): Promise<void> {
    await this.#app.stop();
  }
}

/** What is replaced in which file, by the commit that is pushed. */
export type Edits = Readonly<Record<string, readonly [from: string, to: string]>>;

/** Call at the top of a test file; the platform is there when its tests run. */
export function usePlatform(toolchains: readonly Toolchain[], withBrowser = false): () => Platform {
  let platform: Platform;
  let folder: string;
  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-acceptance-')));
    if (withBrowser) await bringBrowser(folder);
    platform = await Platform.start(folder, toolchains);
  });
  afterAll(async () => {
    await platform?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return () => platform;
}

/** As if it were installed: steps have a home of their own, and do not see this account's cache. */
async function bringBrowser(folder: string): Promise<void> {
  const { environment, program } = await provideChromium(readConfig());
  const variables = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  mkdirSync(join(folder, 'bin'));
  const script = `#!/bin/sh\n${variables.join(' ')} exec '${program}' "$@"\n`;
  writeFileSync(join(folder, 'bin/chromium'), script, { mode: 0o755 });
  // What `npm install` would bring, where workspaces of runs find it above them.
  mkdirSync(join(folder, 'node_modules/@oremill'), { recursive: true });
  symlinkSync(join(WORKSPACE, 'packages/webtest'), join(folder, 'node_modules/@oremill/webtest'));
  const vitest = realpathSync(join(WORKSPACE, 'packages/deployer/node_modules/vitest'));
  symlinkSync(vitest, join(folder, 'node_modules/vitest'));
}
