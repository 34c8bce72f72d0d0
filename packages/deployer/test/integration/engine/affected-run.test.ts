import { expect, test } from 'vitest';
import type { Deployer } from '../../../src/deployer.ts';
import { useWorld } from '../world.ts';
import { ENGINE_LIMITS, openDeployer, Project } from './project.ts';

const world = useWorld();

const CONFIG = `
steps:
  web: { run: test ! -e broken, affected: { paths: ['web*'] } }
  api: { run: 'true', affected: { paths: ['api*'] } }
`;

type Kind = 'hook' | 'schedule' | 'person';

/** The states of the steps of a run of a pushed commit. */
async function statesOf(deployer: Deployer, { name }: Project, commit: string, kind: Kind = 'hook') {
  const trigger = { kind, by: 'test', fromFork: false };
  const { run } = await deployer.requestRun({ repository: name, branch: 'main', commit, trigger });
  const ended = await deployer.ended(run.id);
  return Object.fromEntries(ended.steps.map((step) => [step.name, step.state]));
}

test('a run of the target branch does what has changed since its last good run', async () => {
  const folder = world().makeFolder();
  const deployer = await openDeployer(world(), folder, { engine: ENGINE_LIMITS });
  const first = { 'oremill.yaml': CONFIG, web1: '', api1: '' };
  const project = await Project.make({ state: world().state, folder }, first);
  const all = { web: 'passed', api: 'passed' };
  expect(await statesOf(deployer, project, project.commit('nothing was good before', { a: '' }))).toEqual(
    all,
  );

  project.commit('pushed with the next', { api1: 'changed' });
  const both = project.commit('of two commits', { README: 'x' });
  expect(await statesOf(deployer, project, both)).toEqual({ web: 'skipped', api: 'passed' });

  const red = project.commit('breaks it', { web1: 'changed', broken: '' });
  expect(await statesOf(deployer, project, red)).toEqual({ web: 'failed', api: 'skipped' });
  const still = project.commit('does not mend it', { api1: 'changed again' });
  expect(await statesOf(deployer, project, still)).toEqual({ web: 'failed', api: 'passed' });

  const mended = project.remove('broken');
  expect(await statesOf(deployer, project, mended)).toEqual({ web: 'passed', api: 'passed' });
  const asked = project.commit('for a person', { b: '' });
  expect(await statesOf(deployer, project, asked, 'person')).toEqual(all);
  const nightly = project.commit('for a schedule', { c: '' });
  expect(await statesOf(deployer, project, nightly, 'schedule')).toEqual(all);
});
