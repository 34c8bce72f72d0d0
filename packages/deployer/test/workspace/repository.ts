/** A repository of a test, with commits to be told of. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'deployer-git-')));
  folders.push(folder);
  return folder;
}

export interface TestRepository {
  readonly folder: string;
  git(...args: string[]): string;
  /** Writes files, commits all of them, and gives the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): string;
}

export function makeRepository(): TestRepository {
  const folder = makeFolder();
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Test',
        GIT_AUTHOR_EMAIL: 'test@localhost',
        GIT_COMMITTER_NAME: 'Test',
        GIT_COMMITTER_EMAIL: 'test@localhost',
      },
    }).trim();
  git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    git,
    commit(files, message = 'a change') {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
      git('add', '--all');
      git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
  };
}
