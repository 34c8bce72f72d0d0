/** A git repository with a config, and a deployer that does its runs. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, systemRandom } from '@oremill/runtime';
import { newId } from '@oremill/types';
import { onTestFinished } from 'vitest';
import { Deployer, type DeployerOptions } from '../../../src/deployer.ts';
import type { State } from '../../../src/state/open-state.ts';
import { log, type World } from '../world.ts';

const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
};

/** No engine loses its run where the machine is busy. */
export const ENGINE_LIMITS = { runsMax: 2, leaseMs: 60_000, lookMs: 100 };

export class Project {
  readonly name: string;
  readonly folder: string;

  private constructor(name: string, folder: string) {
    this.name = name;
    this.folder = folder;
  }

  /** With its first commit on main. */
  static async make(
    { state, folder }: { state: State; folder: string },
    files: Readonly<Record<string, string>>,
  ): Promise<Project> {
    const id = newId(systemClock.nowMs(), systemRandom);
    const project = new Project(`project-${id}`, join(folder, id));
    mkdirSync(project.folder);
    project.#git('init', '-q', '-b', 'main');
    project.commit('the first', files);
    await state
      .insertInto('repositories')
      .values({
        id,
        name: project.name,
        url: project.folder,
        targetBranch: 'main',
        createdAt: new Date(),
        createdBy: 'test',
      })
      .execute();
    return project;
  }

  commit(subject: string, files: Readonly<Record<string, string>>): string {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
    this.#git('add', '-A', '.');
    this.#git('commit', '-q', '-m', subject);
    return this.#git('rev-parse', 'HEAD');
  }

  /** In a commit of its own. */
  remove(name: string): string {
    this.#git('rm', '-q', '--', name);
    return this.commit(`without ${name}`, {});
  }

  #git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.folder, env: ENVIRONMENT, encoding: 'utf8' }).trim();
  }
}

/** Closed after the test. */
export async function openDeployer(
  world: World,
  folder: string,
  more: Partial<DeployerOptions> = {},
): Promise<Deployer> {
  const opened = await Deployer.open({
    server: world.server,
    folder: join(folder, 'deployer'),
    environment: process.env,
    roots: [folder],
    clock: systemClock,
    random: systemRandom,
    log,
    ...more,
  });
  onTestFinished(() => opened.close());
  return opened;
}
