/** A repository with a program, its tests' reports and runs, for tests of what is judged of them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { manualClock } from '@oremill/runtime';
import { type Gate, newId } from '@oremill/types';
import { type JudgedRun, judgeRun } from '../../src/gate/judge-run.ts';
import type { World } from './world.ts';

const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
};

export type Files = Readonly<Record<string, string | null>>;

export class GateProject {
  readonly folder: string;
  readonly repositoryId: string;
  readonly clock = manualClock(Date.parse('2026-11-24T00:00:00Z'));
  readonly #world: World;
  #count = 0;

  private constructor(world: World, repositoryId: string) {
    this.#world = world;
    this.repositoryId = repositoryId;
    this.folder = world.makeFolder();
    this.git('init', '-q', '-b', 'main');
  }

  static async make(world: World, name: string): Promise<GateProject> {
    const id = newId(Date.now(), Math.random);
    await world.state
      .insertInto('repositories')
      .values({
        id,
        name,
        url: '/nowhere',
        targetBranch: 'main',
        pollMs: null,
        createdAt: new Date(),
        createdBy: 'test',
      })
      .execute();
    return new GateProject(world, id);
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.folder, env: ENVIRONMENT, encoding: 'utf8' }).trim();
  }

  /** Writes, or deletes, these files and commits them. */
  commit(files: Files): string {
    for (const [file, text] of Object.entries(files)) this.#write(file, text);
    this.git('add', '-A', '.');
    this.git('commit', '-q', '--allow-empty', '-m', 'change');
    return this.git('rev-parse', 'HEAD');
  }

  #write(file: string, text: string | null): void {
    const path = join(this.folder, file);
    if (text === null) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** A run of the commit that is checked out, whose steps have written these reports and ended. */
  async run(
    branch: string,
    gates: readonly Gate[],
    reports: Readonly<Record<string, string>>,
    { haveStepsPassed = true, fromFork = false } = {},
  ): Promise<JudgedRun & { readonly id: string }> {
    const { state } = this.#world;
    this.#count += 1;
    this.clock.advance(60_000);
    const run = {
      id: newId(Date.now(), Math.random),
      repositoryId: this.repositoryId,
      branch,
      commit: this.git('rev-parse', 'HEAD'),
    };
    const at = new Date(this.clock.nowMs());
    const facts = { subject: 's', author: 'a', number: this.#count, round: this.#count };
    const trigger = JSON.stringify({ kind: 'person', by: 'test', fromFork });
    await state
      .insertInto('runs')
      .values({ ...run, ...facts, trigger, state: 'running', createdAt: at, startedAt: at })
      .execute();
    const workspace = this.#world.makeFolder();
    execFileSync('sh', ['-c', 'git archive HEAD | tar -x -C "$0"', workspace], {
      cwd: this.folder,
      env: ENVIRONMENT,
    });
    const paths = Object.entries(reports).map(([name, text]) => {
      writeFileSync(join(workspace, name), text);
      return { path: join(workspace, name) };
    });
    this.clock.advance(5000);
    const judged = await judgeRun({
      state,
      clock: this.clock,
      run: { ...run, fromFork },
      pipeline: { gates: [...gates], targetBranch: 'main' },
      mirror: this.folder,
      workspace,
      reports: paths,
    });
    const isGreen = haveStepsPassed && judged.verdict.outcome === 'passed' && judged.error === undefined;
    await state.transaction().execute((tx) => judged.keep(tx, isGreen));
    await state
      .updateTable('runs')
      .set({
        state: isGreen ? 'passed' : 'failed',
        metrics: JSON.stringify(judged.metrics),
        verdict: JSON.stringify(judged.verdict),
        finishedAt: new Date(this.clock.nowMs()),
      })
      .where('id', '=', run.id)
      .execute();
    return { ...judged, id: run.id };
  }
}

/** LCOV of one file: which of its lines are run. */
export function lcov(files: Readonly<Record<string, Readonly<Record<number, number>>>>): string {
  return Object.entries(files)
    .map(([file, hits]) =>
      [
        `SF:${file}`,
        ...Object.entries(hits).map(([line, count]) => `DA:${line},${count}`),
        'end_of_record\n',
      ].join('\n'),
    )
    .join('');
}

export function junit(outcomes: Readonly<Record<string, 'passed' | 'failed' | 'retried'>>): string {
  const inner = {
    passed: '',
    failed: '<failure message="no &amp; no"/>',
    retried: '<flakyFailure message="m"/>',
  };
  const cases = Object.entries(outcomes).map(
    ([name, outcome]) => `<testcase classname="s" name="${name}" time="0.5">${inner[outcome]}</testcase>`,
  );
  return `<testsuite name="s">${cases.join('')}</testsuite>`;
}

export function pylint(
  ...findings: [path: string, line: number, symbol: string, message?: string][]
): string {
  return JSON.stringify(
    findings.map(([path, line, symbol, message = `m ${symbol}`]) => ({
      'message-id': 'W0',
      type: 'warning',
      path,
      line,
      column: 0,
      symbol,
      message,
    })),
  );
}
