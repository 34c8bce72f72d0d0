import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Edits } from './platform.ts';

const SOURCES = join(import.meta.dirname, '../../acceptance/repositories');
const NOBODY = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'commit.gpgsign=false'];

/** A bare repository, and a clone of it from which a person pushes. */
export class PushedRepository {
  readonly name: string;
  readonly #clone: string;
  #hasMain = false;

  constructor(name: string, bare: string, clone: string) {
    this.name = name;
    this.#clone = clone;
    mkdirSync(dirname(bare), { recursive: true });
    mkdirSync(clone, { recursive: true });
    git(dirname(bare), 'init', '--quiet', '--bare', '--initial-branch=main', bare);
    git(clone, 'init', '--quiet', '--initial-branch=main');
    git(clone, 'remote', 'add', 'origin', bare);
    cpSync(join(SOURCES, name), clone, { recursive: true });
  }

  /** Commits the edits on a branch that begins at main, and pushes it; returns the commit. */
  push(branch: string, edits: Edits): string {
    if (this.#hasMain) git(this.#clone, 'checkout', '--quiet', '-B', branch, 'main');
    this.#hasMain = true;
    for (const [file, [from, to]] of Object.entries(edits)) {
      const path = join(this.#clone, file);
      const text = readFileSync(path, 'utf8');
      expect(text, `${file} has what is replaced`).toContain(from);
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    }
    git(this.#clone, 'add', '--all');
    git(this.#clone, 'commit', '--quiet', '--message', branch === 'main' ? 'The first' : `A ${branch}`);
    git(this.#clone, 'push', '--quiet', 'origin', branch);
    return git(this.#clone, 'rev-parse', 'HEAD').trim();
  }
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', [...NOBODY, ...args], { cwd: folder, encoding: 'utf8' });
}
