import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Block, fencedBlocks } from '../../src/examples.ts';
import { PROGRAMS, WORKSPACE } from '../../src/workspace.ts';

const pages = globSync(['*.md', 'docs/**/*.md', '{packages,apps}/*/README.md'], {
  cwd: WORKSPACE,
  exclude: ['**/node_modules/**', 'docs/reference/**'],
});

/** Run by .ci/run on fresh clones, not again here. */
const RUN_ELSEWHERE =
  /^(npm (start|test|ci)|pnpm (--filter|install|dev|test|lint|typecheck|bench|release|graph|build|format|reference)|git |cd )/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(pages)('%s', (page) => {
  const text = readFileSync(join(WORKSPACE, page), 'utf8');
  const blocks = fencedBlocks(text);

  test('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => !existsSync(resolve(WORKSPACE, dirname(page), link)));
    expect(broken).toEqual([]);
  });

  const commands = blocks.filter(({ language }) => language === 'sh');
  if (commands.length > 0) {
    test('shows commands that work', () => {
      for (const [index, block] of blocks.entries()) {
        if (block.language === 'sh') runCommands(block, page, blocks[index + 1]);
      }
    });
  }

  const programs = blocks.filter(({ language }) => language === 'ts');
  if (programs.length > 0) {
    test('shows programs that compile, or are a file of ours word for word', () => {
      for (const block of programs) checkProgram(block, page);
    });
  }
});

/**
 * Runs the block as one script, `pnpm X` being the program itself, in a folder that has the workspace's files. A block
 * of `text` after it is the end of what it prints.
 */
function runCommands({ text, line }: Block, page: string, next: Block | undefined): void {
  const lines = text.split('\n').filter((command) => !RUN_ELSEWHERE.test(command));
  const functions = PROGRAMS.map(({ call, file }) => {
    const [, name = ''] = call.split(' ');
    return `${name}() { "${process.execPath}" "${join(WORKSPACE, file)}" "$@"; }`;
  });
  const script = ['set -eu', ...functions, ...lines.map((command) => command.replace(/^pnpm /, ''))].join(
    '\n',
  );
  const here = mkdtempSync(join(folder, 'run-'));
  for (const name of ['README.md', 'docs', 'packages', 'apps'])
    symlinkSync(join(WORKSPACE, name), join(here, name));
  let printed: string;
  try {
    printed = execFileSync('sh', ['-c', script], {
      cwd: here,
      env: { ...process.env, OREMILL_DATA: join(here, '.data') },
      stdio: 'pipe',
      encoding: 'utf8',
      timeout: 100_000,
    });
  } catch (error) {
    throw new Error(`${page}:${line}: ${String((error as { stderr?: string }).stderr ?? error)}`);
  }
  if (next?.language !== 'text') return;
  const shown = next.text.split('\n');
  expect(printed.trimEnd().split('\n').slice(-shown.length), `${page}:${next.line}`).toEqual(shown);
}

/** A block that begins with `// path` is that file; any other must compile against the packages. */
function checkProgram({ text, line }: Block, page: string): void {
  const file = /^\/\/ (\S+\.ts)\n/.exec(text)?.[1];
  if (file !== undefined) {
    const content = readFileSync(join(WORKSPACE, file), 'utf8').trim();
    expect(content, `${page}:${line}`).toBe(text.slice(text.indexOf('\n') + 1).trim());
    return;
  }
  // Inside the package, so that its dependencies resolve as they do for a reader.
  const program = join(WORKSPACE, dirname(page), `example-${line}.generated.ts`);
  writeFileSync(program, `${text}\nexport {};\n`);
  try {
    const config = JSON.stringify({
      extends: join(WORKSPACE, 'tsconfig.base.json'),
      compilerOptions: { noEmit: true, noUnusedLocals: false },
      files: [program],
    });
    const configFile = join(dirname(program), `tsconfig.example-${line}.generated.json`);
    writeFileSync(configFile, config);
    try {
      execFileSync(join(WORKSPACE, 'node_modules/.bin/tsc'), ['-p', configFile], { stdio: 'pipe' });
    } catch (error) {
      throw new Error(`${page}:${line}: ${String((error as { stdout?: Buffer }).stdout ?? error)}`);
    } finally {
      rmSync(configFile);
    }
  } finally {
    rmSync(program);
  }
}
