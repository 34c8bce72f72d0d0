import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineInput } from '@oremill/types';
import { expect, it } from 'vitest';
import { makeTrial } from './step-work.ts';

it('a step is tried again after a delay, and its outcome is the last', async () => {
  const trial = makeTrial();
  const run = 'echo x >> tries; test $(wc -l < tries) = 3';
  const outcome = await trial.run({ run, retries: { times: 3, delay: '1ms' } });
  expect(outcome).toMatchObject({ state: 'passed', exitCode: 0 });
  expect(trial.lines()).toEqual([
    'step has ended with exit code 1',
    'try 2 of 4 begins in 1 ms',
    'step has ended with exit code 1',
    'try 3 of 4 begins in 2 ms',
  ]);
});

it('a step that is cancelled is not tried again', async () => {
  const trial = makeTrial();
  const cancel = new AbortController();
  const outcome = trial.run({ run: 'exit 1', retries: { times: 1, delay: '1h' } }, { signal: cancel.signal });
  await trial.whenSaid('try 2 of 2 begins in 3600000 ms');
  cancel.abort();
  expect(await outcome).toMatchObject({ state: 'cancelled' });
});

it('artifacts are kept by their content, and a step after it gets them', async () => {
  const trial = makeTrial();
  const run = 'mkdir -p out/deep; echo built > out/deep/a; ln -s deep/a out/link; ln -s /etc/passwd out/away';
  const first = await trial.run({ run, artifacts: { build: ['out/**'] } });
  expect(first.artifacts).toEqual([
    { name: 'build', digest: expect.stringMatching(/^[0-9a-f]{64}$/), bytes: expect.any(Number), files: 2 },
  ]);
  rmSync(join(trial.workspace, 'out'), { recursive: true });
  const again = await trial.run({ run, artifacts: { build: ['out/**'] } });
  expect(again.artifacts).toEqual(first.artifacts);

  rmSync(join(trial.workspace, 'out'), { recursive: true });
  const after = await trial.run(
    { run: 'cat out/link', uses: ['build'] },
    { work: { artifacts: first.artifacts } },
  );
  expect(after).toMatchObject({ state: 'passed' });
  expect(trial.lines('out')).toEqual(['built']);
  expect(existsSync(join(trial.workspace, 'out', 'away'))).toBe(false);
});

it('an artifact that is not there fails a step that has passed, and not one that has failed', async () => {
  const trial = makeTrial();
  const artifacts = { build: ['dist/**'] };
  expect(await trial.run({ run: 'true', artifacts })).toMatchObject({
    state: 'failed',
    error: { code: 'ARTIFACT_MISSING', message: 'no file is there for the artifact build: dist/**' },
  });
  expect(await trial.run({ run: 'exit 2', artifacts })).toMatchObject({ exitCode: 2, artifacts: [] });
  expect(await trial.run({ run: 'mkdir dist; echo why > dist/log; exit 2', artifacts })).toMatchObject({
    state: 'failed',
    artifacts: [{ name: 'build', files: 1 }],
  });
  expect(await trial.run({ run: 'true', uses: ['build'] })).toMatchObject({
    error: { message: 'step uses the artifact build, which no step before has kept' },
  });
});

it('an artifact is not unpacked through a link that leads out, and one that is too large is refused', async () => {
  const trial = makeTrial();
  const { artifacts } = await trial.run({ run: 'mkdir out; echo x > out/a', artifacts: { build: ['out'] } });
  rmSync(join(trial.workspace, 'out'), { recursive: true });
  mkdirSync(join(trial.folder, 'elsewhere'));
  symlinkSync(join(trial.folder, 'elsewhere'), join(trial.workspace, 'out'));
  expect(await trial.run({ run: 'true', uses: ['build'] }, { work: { artifacts } })).toMatchObject({
    state: 'failed',
  });
  expect(existsSync(join(trial.folder, 'elsewhere', 'a'))).toBe(false);
  const run = 'head -c 3000000 /dev/zero > big';
  expect(await trial.run({ run: `${run}; exit 3`, artifacts: { big: ['big'] } })).toMatchObject({
    exitCode: 3,
  });
  expect(await trial.run({ run, artifacts: { big: ['big'] } })).toMatchObject({
    error: { code: 'QUOTA_REACHED', message: 'big and what is with it is larger than 1048576 bytes' },
  });
});

it('a cache is restored by its key, else the newest, and filled after success', async () => {
  const trial = makeTrial();
  const pipeline: Partial<PipelineInput> = { caches: { deps: { paths: ['deps'], key: ['lock'] } } };
  const lock = (text: string) => writeFileSync(join(trial.workspace, 'lock'), text);
  const clear = () => rmSync(join(trial.workspace, 'deps'), { recursive: true });
  const run = async (command: string, work = {}) => {
    const before = trial.lines('engine').length;
    await trial.run({ run: command, caches: ['deps'] }, { pipeline, work });
    return trial.lines('engine').slice(before);
  };
  lock('one');
  expect(await run('mkdir deps; exit 1')).toEqual([
    'the cache deps is empty',
    'step has ended with exit code 1',
  ]);
  clear();
  expect(await run('mkdir deps; echo one > deps/a')).toEqual([
    'the cache deps is empty',
    expect.stringMatching(/^the cache deps was filled: 1 files, \d+ bytes$/),
  ]);
  expect(await run('cat deps/a')).toEqual(['the cache deps is in the workspace']);
  clear();
  expect(await run('cat deps/a')).toEqual(['the cache deps was restored']);
  clear();
  lock('two');
  expect(await run('cat deps/a', { isTrusted: false })).toEqual([
    'the cache deps was restored, of another key',
    'the cache deps is not filled by a run of a fork',
  ]);
  expect(readFileSync(join(trial.workspace, 'deps', 'a'), 'utf8')).toBe('one\n');
  clear();
  expect(await run('true', { repository: 'other' })).toContain('the cache deps is empty');
});

it('reports are files of the workspace, wherever links lead', async () => {
  const trial = makeTrial();
  const outcome = await trial.run({
    run: 'mkdir r; echo x > r/a.xml; echo x > r/b.xml; ln -s /etc/passwd r/c.xml; mkdir r/d.xml; exit 1',
    reports: ['r/*.xml', '/etc/passwd', '../*'],
  });
  expect(outcome.reports).toEqual(['a', 'b'].map((name) => join(trial.workspace, 'r', `${name}.xml`)));
});
