import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type PipelineInput, pipelineSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { findSkipReasons } from '../../../src/pipeline/affected.ts';
import { makeRepository } from '../../pipeline/repository.ts';

/** Where this repository's own turbo and nx are. */
const TOOLS = join(import.meta.dirname, '../../../../../node_modules/.bin');
const searchPath = `${TOOLS}:${process.env.PATH}`;

interface GitRepository {
  readonly folder: string;
  /** The first commit. */
  readonly base: string;
  commit(files: Readonly<Record<string, string>>): string;
}

function makeGitRepository(files: Readonly<Record<string, string>>): GitRepository {
  const folder = makeRepository(files);
  const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();
  const commit = (changed: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    git('add', '--all');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'change');
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch', 'main');
  return { folder, base: commit({}), commit };
}

async function reasons(
  steps: PipelineInput['steps'],
  { folder, base }: GitRepository,
  commit: string,
): Promise<Record<string, string>> {
  const pipeline = pipelineSchema.parse({ steps });
  return Object.fromEntries(await findSkipReasons(pipeline, { folder, base, commit, searchPath }));
}

describe('by paths', () => {
  const steps = {
    web: { run: 'x', affected: { paths: ['web/**', '*.json'] } },
    api: { run: 'x', affected: { paths: ['api/**'] } },
    all: { run: 'x' },
  };

  test('a step is done where a file that it is of has changed, also a hidden one or one that has gone', async () => {
    const repository = makeGitRepository({ 'web/a.py': '', 'api/b.py': '', 'oremill.yaml': '' });
    const since = repository.base.slice(0, 12);
    const skipsApi = { api: `nothing in api/** has changed since ${since}` };
    const skipsWeb = { web: `nothing in web/**, *.json has changed since ${since}` };
    expect(await reasons(steps, repository, repository.base)).toEqual({ ...skipsWeb, ...skipsApi });
    expect(await reasons(steps, repository, repository.commit({ 'web/deep/.env': 'A=1' }))).toEqual(skipsApi);
    renameSync(join(repository.folder, 'api/b.py'), join(repository.folder, 'c.py'));
    expect(await reasons(steps, repository, repository.commit({}))).toEqual({});
  });

  test('names of files are what they are, and a pattern is no expression of another kind', async () => {
    const repository = makeGitRepository({ a: '' });
    const commit = repository.commit({ 'zeile\num/ä".py': '', '-rf': '' });
    const kinds = {
      odd: { run: 'x', affected: { paths: ['zeile*/?".py'] } },
      option: { run: 'x', affected: { paths: ['-rf'] } },
      braces: { run: 'x', affected: { paths: ['{-rf,b}'] } },
      not: { run: 'x', affected: { paths: ['!b'] } },
    };
    expect(Object.keys(await reasons(kinds, repository, commit))).toEqual(['braces', 'not']);
  });

  test('a change of the config affects every step', async () => {
    const repository = makeGitRepository({ 'oremill.yaml': '' });
    expect(await reasons(steps, repository, repository.commit({ 'oremill.yaml': 'steps:' }))).toEqual({});
  });
});

const MONOREPO = {
  'package.json': JSON.stringify({
    name: 'root',
    private: true,
    packageManager: 'npm@11.0.0',
    workspaces: ['packages/*'],
  }),
  'package-lock.json': JSON.stringify({ name: 'root', lockfileVersion: 3, packages: {} }),
  'packages/base/package.json': JSON.stringify({ name: '@x/base', version: '1.0.0' }),
  'packages/web/package.json': JSON.stringify({
    name: '@x/web',
    version: '1.0.0',
    dependencies: { '@x/base': '1.0.0' },
  }),
  'packages/alone/package.json': JSON.stringify({ name: '@x/alone', version: '1.0.0' }),
};

describe.each([
  { tool: 'turbo', config: { 'turbo.json': '{"tasks":{"test":{}}}' } },
  { tool: 'nx', config: { 'nx.json': '{}' } },
])('by the graph of $tool', ({ tool, config }) => {
  const step = (name: string) => ({ run: 'x', affected: { [tool]: name } }) as PipelineInput['steps'][string];
  const steps = { base: step('@x/base'), web: step('@x/web'), alone: step('@x/alone') };

  test('a step is done where its package, or one that it depends on, has changed', async () => {
    const repository = makeGitRepository({ ...MONOREPO, ...config });
    const why = (name: string) =>
      `${tool} says that ${name} is not affected by what has changed since ${repository.base.slice(0, 12)}`;
    const first = repository.commit({ 'packages/alone/index.js': '' });
    expect(await reasons(steps, repository, first)).toEqual({ base: why('@x/base'), web: why('@x/web') });
    const second = repository.commit({ 'packages/base/index.js': '' });
    expect(await reasons(steps, { ...repository, base: first }, second)).toEqual({
      alone: why('@x/alone').replace(repository.base.slice(0, 12), first.slice(0, 12)),
    });
    const status = execFileSync('git', ['status', '--porcelain'], { cwd: repository.folder });
    expect(status.toString(), 'the tool has left nothing in the repository').toBe('');
  });

  test('a package that it does not know is no package that has not changed', async () => {
    const repository = makeGitRepository({ ...MONOREPO, ...config });
    const commit = repository.commit({ 'packages/alone/index.js': '' });
    await expect(reasons({ a: step('@x/wbe') }, repository, commit)).rejects.toMatchObject({
      code: 'PIPELINE_INVALID',
      message: expect.stringContaining(
        `steps.a.affected.${tool}: ${tool} knows no package "@x/wbe"; did you mean "@x/web"?`,
      ),
    });
  });

  test('where it is not there, or fails, nothing is planned', async () => {
    const repository = makeGitRepository({ ...MONOREPO, ...config });
    const commit = repository.commit({ 'packages/alone/index.js': '' });
    const pipeline = pipelineSchema.parse({ steps });
    const { folder, base } = repository;
    await expect(
      findSkipReasons(pipeline, { folder, base, commit, searchPath: folder }),
    ).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      hint: expect.stringContaining(`have ${tool} in the PATH`),
    });
    const broken = repository.commit({ 'package.json': '{', 'nx.json': '{' });
    await expect(
      findSkipReasons(pipeline, { folder, base, commit: broken, searchPath }),
    ).rejects.toMatchObject({
      code: 'TOOL_MISSING',
      message: expect.stringContaining('has ended with code 1'),
    });
  });
});
