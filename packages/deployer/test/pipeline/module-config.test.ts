import { spawn } from 'node:child_process';
import { readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { checkConfig } from '../../src/pipeline/check-config.ts';
import { readConfigFile } from '../../src/pipeline/config-file.ts';
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts';
import { formatProblem } from '../../src/pipeline/problem.ts';
import { makeRepository } from './repository.ts';

const LOAD = new URL('../../src/pipeline/load-pipeline.ts', import.meta.url).href;

/** Processes that work in a folder. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

type Files = Readonly<Record<string, string>>;

/** What is wrong with the config of a repository, in this thread. */
async function problemsIn(folder: string, timeoutMs = 10_000): Promise<string[]> {
  const { problems } = await checkConfig({ config: await readConfigFile(folder), folder, timeoutMs });
  return problems.map(formatProblem);
}

function problemsOf(source: string, files: Files = {}, timeoutMs?: number): Promise<string[]> {
  return problemsIn(makeRepository({ ...files, 'oremill.config.ts': source }), timeoutMs);
}

/** What a config says that puts `said` in a variable of a step. */
async function said(source: string, files: Files = {}): Promise<unknown> {
  const text = `${source}\nexport default { steps: { a: { run: 'x', env: { SAID: JSON.stringify(said) } } } };`;
  const { steps } = await loadPipeline(makeRepository({ ...files, 'oremill.config.ts': text }));
  return JSON.parse(String(steps.a?.env.SAID));
}

describe('what is wrong is told where it is written', () => {
  test('through constants, spreads and types; in a list, and for a name', async () => {
    expect(
      await problemsOf(`import { definePipeline } from '@oremill/deployer';
const names: string[] = ['bild'];
const shared = { timeout: '5 minutes' } as const;
const test = {
  ...shared,
  run: 'make test',
  needs: names,
  neads: [],
};
export default definePipeline({
  steps: {
    build: { run: 3 as unknown as string },
    test,
    "other": { run: 'x', uses: ['a', 'dist'] },
  },
  gates: [{ metric: 'coverage.line', atLeast: 80 } as never],
});
`),
    ).toEqual([
      'oremill.config.ts:12:19: steps.build.run: has to be a text or a list, and is 3',
      'oremill.config.ts:3:27: steps.test.timeout: a duration is a number with ms, s, m, h or d: 90s',
      'oremill.config.ts:8:3: steps.test.neads: nothing is called "neads" here; did you mean "needs"?',
    ]);
  });

  test('of what is made or imported, where its name stands', async () => {
    const steps = `export const steps = { test: { run: 'x', needs: ['bild'] } };`;
    expect(
      await problemsOf(
        `import { steps } from './ci/steps.ts';
const gates = () => [{ metric: 'tests.faild', atMost: 0 }];
export default {
  steps,
  gates: gates(),
};`,
        { 'ci/steps.ts': steps },
      ),
    ).toEqual([
      'oremill.config.ts:4:3: steps.test.needs[0]: there is no step "bild"; there are test',
      'oremill.config.ts:5:10: gates[0].metric: there is no figure "tests.faild"; did you mean "tests.failed"?',
    ]);
  });

  test('of what throws or does not parse', async () => {
    expect(await problemsOf(`const a: number = 1;\nthrow new Error('no luck');`)).toEqual([
      'oremill.config.ts:2:7: no luck',
    ]);
    expect(await problemsOf(`const a = 1;\n  throw 'text';`)).toEqual([
      'oremill.config.ts: it has thrown text',
    ]);
    expect(await problemsOf(`const a = 1;\nconst a = 2;`)).toEqual([
      "oremill.config.ts: Identifier 'a' has already been declared",
    ]);
    expect(await problemsOf(`const a = ;`)).toEqual(['oremill.config.ts:1: Expression expected']);
    expect(await problemsOf(`enum A { B }\nexport default {}`)).toEqual([
      'oremill.config.ts:1: TypeScript enum is not supported in strip-only mode',
    ]);
    expect(await problemsOf(`\nconst a = <string>'x';\nexport default {}`)).toEqual([
      "oremill.config.ts:2: The angle-bracket syntax for type assertions, `<T>expr`, is not supported in type strip mode. Instead, use the 'as' syntax: `expr as T`.",
    ]);
  });

  test('of what is not there, or is no data', async () => {
    expect(await problemsOf(`import './missing.ts';`)).toEqual([
      "oremill.config.ts: Cannot find module 'missing.ts' imported from oremill.config.ts",
    ]);
    expect(await problemsOf(`import { nothing } from '@oremill/deployer';`)).toEqual([
      "oremill.config.ts:1: The requested module '@oremill/deployer' does not provide an export named 'nothing'",
    ]);
    expect(await problemsOf(`import 'left-pad';`)).toEqual([
      "oremill.config.ts: Cannot find package 'left-pad' imported from oremill.config.ts",
    ]);
    expect(
      await problemsOf(`import './other.ts';`, { 'other.ts': '\n\nthrow new Error("in there");' }),
    ).toEqual(['other.ts:3:7: in there']);
    expect(await problemsOf(`export const a = 1;`)).toEqual([
      'oremill.config.ts: it has no default export: export default definePipeline({…})',
    ]);
    expect(await problemsOf(`export default { steps: { a: { run: () => 'x' } } };`)).toEqual([
      'oremill.config.ts: run is a function: a config is data',
    ]);
    expect(await problemsOf(`const a = {}; a.a = a; export default a;`)).toEqual([
      expect.stringContaining('oremill.config.ts: Converting circular structure to JSON'),
    ]);
  });
});

describe('a config has nothing of the engine, and no more than its time', () => {
  test('no environment, no file, no network, no process', async () => {
    const folder = makeRepository({ secret: 'secret' });
    const tries = `import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import own from './own.json' with { type: 'json' };
const attempt = (what: () => unknown) => {
  try { return what(); } catch (error) { return (error as { code: string }).code; }
};
const dial = () => new Promise((resolve) => connect(1, '127.0.0.1').on('error', (error) => resolve(error.code)).on('connect', resolve));
const said = [
  process.env,
  own,
  attempt(() => readFileSync('/proc/' + process.ppid + '/environ', 'utf8')),
  attempt(() => readFileSync('/etc/passwd', 'utf8')),
  attempt(() => readFileSync('link', 'utf8')),
  attempt(() => readFileSync('own.json', 'utf8')),
  attempt(() => writeFileSync('own.json', 'changed')),
  attempt(() => execFileSync('id')),
  attempt(() => new Worker('', { eval: true })),
  await dial(),
];`;
    const repository = makeRepository({ 'own.json': '{"own":1}' });
    symlinkSync(join(folder, 'secret'), join(repository, 'link'));
    const end = `export default { steps: { a: { run: 'x', env: { SAID: JSON.stringify(said) } } } };`;
    writeFileSync(join(repository, 'oremill.config.ts'), `${tries}\n${end}`);
    const { steps } = await loadPipeline(repository);
    expect(JSON.parse(String(steps.a?.env.SAID))).toEqual([
      {},
      { own: 1 },
      ...Array(8).fill('ERR_ACCESS_DENIED'),
    ]);
  });

  test('and what it imports is in its repository', async () => {
    const other = makeRepository({ 'a.ts': 'export const said = 1;' });
    expect(await said(`import { said } from './b.ts';`, { 'b.ts': 'export const said = 2;' })).toBe(2);
    expect(await problemsOf(`import { said } from '${other}/a.ts';`)).toEqual([
      `oremill.config.ts: ${other}/a.ts is not in the repository`,
    ]);
    const repository = makeRepository({ 'oremill.config.ts': `import './link.ts';` });
    symlinkSync(join(other, 'a.ts'), join(repository, 'link.ts'));
    expect(await problemsIn(repository)).toEqual(['oremill.config.ts: ./link.ts is not in the repository']);
  });

  test('what never ends is ended', async () => {
    expect(await problemsOf('for (;;);', {}, 1000)).toEqual([
      'oremill.config.ts: it has not ended in 1000 ms',
    ]);
    expect(await problemsOf('setInterval(() => {}, 1000); await new Promise(() => {});', {}, 1000)).toEqual([
      'oremill.config.ts: it has not ended in 1000 ms',
    ]);
    expect(await problemsOf('await new Promise(() => {});')).toEqual([
      'oremill.config.ts: it waits for what never comes',
    ]);
  });

  test.skipIf(process.platform !== 'linux')(
    'nor does it outlive who wants to know what it says',
    async () => {
      const source = 'setInterval(() => {}, 1000); await new Promise(() => {});';
      const folder = makeRepository({ 'oremill.config.ts': source });
      const program = `import { loadPipeline } from ${JSON.stringify(LOAD)}; await loadPipeline(${JSON.stringify(folder)});`;
      const engine = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
      await vi.waitFor(() => expect(processesIn(folder)).not.toEqual([]), { timeout: 10_000 });
      engine.kill('SIGKILL');
      await vi.waitFor(() => expect(processesIn(folder)).toEqual([]), { timeout: 10_000 });
    },
  );

  test('what prints is heard out, what exits or says too much is refused', async () => {
    expect(await said(`console.log('x'.repeat(1e6)); console.error('y'.repeat(1e6)); const said = 1;`)).toBe(
      1,
    );
    expect(await problemsOf('process.exit(0);')).toEqual([
      'oremill.config.ts: its process has ended with code 0 before it had said anything',
    ]);
    expect(await problemsOf(`process.kill(process.pid, 'SIGTERM'); for (;;);`)).toEqual([
      'oremill.config.ts: its process has ended with SIGTERM before it had said anything',
    ]);
    expect(await problemsOf(`export default { steps: 'x'.repeat(5e6) };`)).toEqual([
      'oremill.config.ts: it says too much',
    ]);
    expect(await problemsOf(`const all = []; for (;;) all.push(new Array(1e6).fill(1.5));`)).toEqual([
      'oremill.config.ts: it wants more than 256 MiB of memory',
    ]);
  });

  test('what replies in its own words is checked as any other', async () => {
    const forged = JSON.stringify({ value: { steps: 3 }, source: '' });
    expect(
      await problemsOf(
        `import { writeSync } from 'node:fs'; writeSync(3, ${JSON.stringify(forged)}); process.exit(0);`,
      ),
    ).toEqual(['oremill.config.ts: steps: has to be a map of names, and is 3']);
    expect(await problemsOf(`import { writeSync } from 'node:fs'; writeSync(3, 'no JSON');`)).toEqual([
      'oremill.config.ts: its process has ended with code 0 before it had said anything',
    ]);
  });
});
