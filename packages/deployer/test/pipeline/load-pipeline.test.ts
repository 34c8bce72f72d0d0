import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pipelineSchema } from '@oremill/types';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../src/pipeline/check-config.ts';
import { checkPipeline, loadPipeline } from '../../src/pipeline/load-pipeline.ts';
import { formatProblem } from '../../src/pipeline/problem.ts';
import { makeRepository } from './repository.ts';

/** What is wrong with a config in YAML, in this thread. */
async function problemsOf(text: string): Promise<string[]> {
  const config = { name: 'oremill.yaml', text } as const;
  const { problems } = await checkConfig({ config, folder: '/nowhere', timeoutMs: 10_000 });
  return problems.map(formatProblem);
}

describe('a config is found', () => {
  test('in TypeScript and in YAML, with the same meaning', async () => {
    const typed = makeRepository({
      'oremill.config.ts': `import { definePipeline } from '@oremill/deployer';
export default definePipeline({
  steps: { build: { run: 'make' }, test: { run: ['make', 'test'], needs: ['build'] } },
});`,
    });
    const yaml = makeRepository({
      'oremill.yml': `
steps:
  build: { run: make }
  test: { run: [make, test], needs: [build] }
`,
    });
    const expected = pipelineSchema.parse({
      steps: { build: { run: 'make' }, test: { run: ['make', 'test'], needs: ['build'] } },
    });
    expect(await loadPipeline(typed)).toEqual(expected);
    expect(await loadPipeline(yaml)).toEqual(expected);
  });

  test('and where there is none, its names are told', async () => {
    await expect(loadPipeline(makeRepository({}))).rejects.toMatchObject({
      code: 'PIPELINE_MISSING',
      message: expect.stringContaining('there is no oremill.config.ts, no oremill.yaml, no oremill.yml in /'),
    });
    await expect(loadPipeline('/nowhere/at/all')).rejects.toMatchObject({ code: 'PIPELINE_MISSING' });
  });

  test('once: two of them are refused, and so are a link, a folder and a file that is too large', async () => {
    const two = makeRepository({ 'oremill.yaml': 'steps: {}', 'oremill.config.ts': 'export default {}' });
    const link = makeRepository({ 'other.yaml': 'steps: {a: {run: make}}' });
    symlinkSync('other.yaml', join(link, 'oremill.yaml'));
    const folder = makeRepository({});
    mkdirSync(join(folder, 'oremill.yaml'));
    const large = makeRepository({ 'oremill.yaml': `# ${'x'.repeat(1024 * 1024)}` });
    for (const [repository, message] of [
      [two, 'oremill.config.ts: oremill.yaml is there as well: keep one of them'],
      [link, 'oremill.yaml: is no file, but a folder or a link'],
      [folder, 'oremill.yaml: is no file, but a folder or a link'],
      [large, 'oremill.yaml: has 1048578 bytes, and may have 1048576'],
    ] as const) {
      await expect(loadPipeline(repository)).rejects.toMatchObject({ code: 'PIPELINE_INVALID', message });
    }
  });
});

describe('what is wrong is told with its line', () => {
  test('all of it, and in one error', async () => {
    const folder = makeRepository({
      'oremill.yaml': `steps:
  build:
    run: make
  test:
    run: make test
    needs: [bild]
    caches: [deps]
    uses: [dist]
gates:
  - { metric: coverage.line, atLeast: 80 }
`,
    });
    await expect(loadPipeline(folder)).rejects.toMatchObject({
      code: 'PIPELINE_INVALID',
      message: [
        'oremill.yaml:6:13: steps.test.needs[0]: there is no step "bild"; did you mean "build"?',
        'oremill.yaml:7:14: steps.test.caches[0]: there is no cache "deps"',
        'oremill.yaml:8:12: steps.test.uses[0]: there is no artifact "dist"',
        'oremill.yaml:10:15: gates[0].metric: there is no figure "coverage.line"; did you mean "coverage.lines"?',
      ].join('\n'),
    });
  });

  test('of a wrong type, a missing value, an unknown name and a name that is none', async () => {
    expect(
      await problemsOf(`
parallel: many
steps:
  a: { run: 3, need: [b] }
  b: make
  c: { neds: [a] }
  Dee: { run: x }
  e: { run: x, when: allways, timeout: 5 minutes, env: { PORT: 80 }, matrix: { node: [] } }
`),
    ).toEqual([
      'oremill.yaml:2:11: parallel: has to be a number, and is "many"',
      'oremill.yaml:4:13: steps.a.run: has to be a text or a list, and is 3',
      'oremill.yaml:4:16: steps.a.need: nothing is called "need" here; did you mean "needs"?',
      'oremill.yaml:5:6: steps.b: has to be a map of names, and is "make"',
      'oremill.yaml:6:3: steps.c.run: is missing; it has to be a text or a list',
      'oremill.yaml:6:8: steps.c.neds: nothing is called "neds" here; did you mean "needs"?',
      'oremill.yaml:7:3: steps.Dee: a name is lower case letters, digits and -, and begins with a letter',
      'oremill.yaml:8:64: steps.e.env.PORT: has to be a text, and is 80: write "80"',
      'oremill.yaml:8:22: steps.e.when: has to be success, always or onFailure, and is "allways"; did you mean "always"?',
      'oremill.yaml:8:40: steps.e.timeout: a duration is a number with ms, s, m, h or d: 90s',
      'oremill.yaml:8:80: steps.e.matrix.node: has to have at least 1 entries',
    ]);
  });

  test('of parts that have several forms, by the form that is meant', async () => {
    expect(
      await problemsOf(`
secrets:
  A: { fil: x }
  B: { env: 3 }
  C: { age: x }
  D: { env: x, file: y }
  E: text
steps:
  a: { run: x, affected: { path: [x] }, isolation: { imag: x } }
  b: { run: x, isolation: bubble }
gates:
  - { metric: tests.failed }
  - { metric: tests.failed, atMost: none }
`),
    ).toEqual([
      'oremill.yaml:3:8: secrets.A.fil: nothing is called "fil" here; did you mean "file"?',
      'oremill.yaml:4:13: secrets.B.env: has to be a text, and is 3: write "3"',
      'oremill.yaml:5:3: secrets.C.identity: is missing; it has to be a text',
      'oremill.yaml:6:3: secrets.D: file and env do not go together',
      'oremill.yaml:7:6: secrets.E: has to be a map of names, and is "text"',
      'oremill.yaml:9:28: steps.a.affected.path: nothing is called "path" here; did you mean "paths"?',
      'oremill.yaml:9:54: steps.a.isolation.imag: nothing is called "imag" here; did you mean "image"?',
      'oremill.yaml:10:27: steps.b.isolation: has to be none, bubblewrap or a map of names, and is "bubble"',
      'oremill.yaml:12:5: gates[0].atMost: is missing; it has to be a number',
      'oremill.yaml:13:37: gates[1].atMost: has to be a number, and is "none"',
    ]);
  });

  test('of YAML that is none, names something twice, or has tags', async () => {
    expect(await problemsOf('steps:\n  a: { run: make\n')).toEqual([
      'oremill.yaml:3:1: Flow map in block collection must be sufficiently indented and end with a }',
    ]);
    expect(await problemsOf('steps:\n  a: { run: x }\n  a: { run: y }\n')).toEqual([
      'oremill.yaml:3:3: Map keys must be unique',
    ]);
    expect(await problemsOf('steps: !!js/function x')).toEqual([
      'oremill.yaml:1:8: Unresolved tag: tag:yaml.org,2002:js/function',
    ]);
    expect(await problemsOf('')).toEqual(['oremill.yaml: is missing; it has to be a map of names']);
    expect(await problemsOf('- a')).toEqual(['oremill.yaml:1:1: has to be a map of names, and is a list']);
  });

  test('through aliases and merged maps, where the value was written', async () => {
    expect(
      await problemsOf(`
steps:
  a: &a
    run: make
    needs: &needs [c]
  b:
    <<: *a
    needs: *needs
`),
    ).toEqual([
      'oremill.yaml:5:20: steps.a.needs[0]: there is no step "c"; there are a, b',
      'oremill.yaml:5:20: steps.b.needs[0]: there is no step "c"; there are a, b',
    ]);
  });
});

describe('names', () => {
  test('a cycle is told whole, and a step that needs itself', async () => {
    expect(
      await problemsOf(`
steps:
  a: { run: x, needs: [c] }
  b: { run: x, needs: [a] }
  c: { run: x, needs: [b] }
  d: { run: x, needs: [d, a] }
`),
    ).toEqual([
      'oremill.yaml:3:16: steps.a.needs: a step cannot come before itself: a needs c needs b needs a',
      'oremill.yaml:6:16: steps.d.needs: a step cannot come before itself: d needs d',
    ]);
  });

  test('two steps for the end cannot wait for what comes after the other', async () => {
    const ends = `
steps:
  end: { run: x, when: always }
  after: { run: x, needs: [end] }
  other: { run: x, when: onFailure }
`;
    expect(await problemsOf(ends)).toEqual([]);
    expect(await problemsOf(`${ends}  after-other: { run: x, needs: [other] }`)).toEqual([
      'oremill.yaml:3:3: steps.end.needs: a step cannot come before itself: end needs after-other needs other needs after needs end',
    ]);
  });

  test('an artifact is of one step, and that comes before those that use it, near or far', async () => {
    expect(
      await problemsOf(`
steps:
  a: { run: x, artifacts: { one: [x], two: [x] } }
  b: { run: x, needs: [a], artifacts: { two: [x] } }
  c: { run: x, needs: [b], uses: [one] }
  d: { run: x, uses: [one] }
`),
    ).toEqual([
      'oremill.yaml:4:41: steps.b.artifacts.two: the step a has an artifact "two" too: each needs a name of its own',
      'oremill.yaml:6:23: steps.d.uses[0]: "one" is of the step a, which does not come before: add it to needs',
    ]);
  });

  test('that every object has are no names of a config', async () => {
    expect(await problemsOf('steps: { a: { run: x, needs: [constructor], uses: [to-string] } }')).toEqual([
      'oremill.yaml:1:31: steps.a.needs[0]: there is no step "constructor"; there are a',
      'oremill.yaml:1:52: steps.a.uses[0]: there is no artifact "to-string"',
    ]);
  });
});

describe('values', () => {
  test('paths stay in the repository', async () => {
    expect(
      await problemsOf(`
secrets: { A: { age: ../a.age, identity: /etc/identity } }
services: { s: { command: x, directory: /tmp } }
caches: { c: { paths: [node_modules, ~/x/../..], key: [/etc/passwd] } }
steps:
  a: { run: x, directory: .., artifacts: { b: ['a/../../*'] }, reports: [/tmp/x], affected: { paths: ['../**'] } }
  b: { run: x, directory: a..b, reports: [..., '**/*.xml'] }
`),
    ).toEqual([
      'oremill.yaml:6:27: steps.a.directory: ".." leads out of the repository, or back: write it without ..',
      'oremill.yaml:6:48: steps.a.artifacts.b[0]: "a/../../*" leads out of the repository, or back: write it without ..',
      'oremill.yaml:6:74: steps.a.reports[0]: "/tmp/x" begins at the root of the machine: paths begin at the root of the repository',
      'oremill.yaml:6:103: steps.a.affected.paths[0]: "../**" leads out of the repository, or back: write it without ..',
      'oremill.yaml:3:41: services.s.directory: "/tmp" begins at the root of the machine: paths begin at the root of the repository',
      'oremill.yaml:4:38: caches.c.paths[1]: "~/x/../.." leads out of the repository, or back: write it without ..',
      'oremill.yaml:4:56: caches.c.key[0]: "/etc/passwd" begins at the root of the machine: paths begin at the root of the repository',
      'oremill.yaml:2:22: secrets.A.age: "../a.age" leads out of the repository, or back: write it without ..',
    ]);
  });

  test('durations, schedules, matrices and expressions make sense', async () => {
    expect(
      await problemsOf(`
timeout: 0s
triggers: { schedule: [{ cron: '0 25 * * *' }, { cron: '0 0 30 2 *' }, { cron: '0 3 * * 1-5' }, { cron: '* * * * * *' }] }
services: { s: { command: x, timeout: 30d, ready: { log: '(' } } }
steps:
  a: { run: x, timeout: 999999999d, retries: { times: 20, factor: 10 }, when: onFailure }
  b: { run: x, matrix: { node: ['22', '22'], os: ['a,b', linux] } }
`),
    ).toEqual([
      'oremill.yaml:2:10: timeout: 0s is no time at all',
      'oremill.yaml:4:39: services.s.timeout: 30d is longer than 20d',
      'oremill.yaml:4:58: services.s.ready.log: Invalid regular expression: /(/: Unterminated group',
      'oremill.yaml:6:25: steps.a.timeout: 999999999d is longer than 20d',
      'oremill.yaml:6:37: steps.a.retries: the last of 20 delays would be longer than 20d',
      'oremill.yaml:7:39: steps.b.matrix.node[1]: "22" is there twice: two steps would have one name',
      'oremill.yaml:7:51: steps.b.matrix.os[0]: "a,b" has to have 1 to 100 letters, digits, spaces, or . _ - + : /',
      'oremill.yaml:3:32: triggers.schedule[0].cron: "0 25 * * *" is no schedule of five fields: CronPattern: Invalid value for hour: 25',
      'oremill.yaml:3:56: triggers.schedule[1].cron: "0 0 30 2 *" is never',
      "oremill.yaml:3:105: triggers.schedule[3].cron: \"* * * * * *\" is no schedule of five fields: CronPattern: mode '5-part' requires exactly 5 parts, but pattern '* * * * * *' has 6 parts.",
    ]);
  });

  test('a matrix has a bound, however many cells it says', async () => {
    const values = JSON.stringify(Array.from({ length: 1000 }, (_, index) => String(index)));
    const matrix = Array.from({ length: 9 }, (_, index) => `v${index}: ${values}`).join(', ');
    expect(await problemsOf(`steps: { a: { run: x, matrix: { ${matrix} } } }`)).toEqual([
      'oremill.yaml:1:1: steps: makes 1e+27 steps with matrices, and may make 500',
    ]);
  });
});

describe('hostile YAML is refused', () => {
  test('that stands for more than a memory holds', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`);
    }
    expect(await problemsOf(lines.join('\n'))).toEqual(['oremill.yaml: its aliases stand for too much']);
  });

  test('that takes a minute to read, and keeps nobody else waiting', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `k${index}: 1`).join('\n');
    let ticks = 0;
    const timer = setInterval(() => (ticks += 1), 10);
    const { problems } = await checkPipeline(makeRepository({ 'oremill.yaml': many }), { timeoutMs: 500 });
    clearInterval(timer);
    expect(problems.map(formatProblem)).toEqual(['oremill.yaml: it cannot be read in 1000 ms']);
    expect(ticks).toBeGreaterThan(0);
  });

  test('that is nested more deeply than a stack', async () => {
    expect(await problemsOf('['.repeat(20_000))).toEqual([
      expect.stringMatching(/^oremill.yaml:1:\d+: is nested too deeply$/),
    ]);
  });

  test('that refers to itself', async () => {
    expect(await problemsOf('steps: &steps { a: *steps }')).toEqual([
      'oremill.yaml:1:20: steps.a.run: is missing; it has to be a text or a list',
      'oremill.yaml:1:17: steps.a.a: nothing is called "a" here; there may be run, directory, env, needs, when, mayFail, timeout, retries, matrix, services, caches, secrets, artifacts, uses, reports, affected, isolation',
    ]);
  });
});
