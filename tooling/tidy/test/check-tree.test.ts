import { describe, expect, test } from 'vitest';
import { checkTree, formatProblem } from '../src/check-tree.ts';
import { type Baseline, tighten } from '../src/rules/lengths.ts';

/** The problems of a tree that holds one file, as they are printed. */
function problemsOf(path: string, text: string, baseline: Baseline = {}): string[] {
  return checkTree([{ path, text }], baseline).map(formatProblem);
}

function lines(count: number): string {
  return 'export {};\n'.repeat(count);
}

const MAP = 'packages/mapreduce/src/map/combine.ts';

describe('a room', () => {
  test('may import the rooms after it, shelves and its own files', () => {
    const text = `import { a } from '../shuffle/sort.ts';
import { b } from '../files/scratch.ts';
import type { c } from '../config.ts';
import { d } from './other.ts';
`;
    expect(problemsOf(MAP, text)).toEqual([]);
  });

  test('may not import one before it', () => {
    const text = "import { x } from './y.ts';\nimport { a } from '../input/read-lines.ts';\n";
    expect(problemsOf(MAP, text)).toEqual([
      `${MAP}:2: the room map imports input, which comes before it (input → map → shuffle → reduce → output)`,
    ]);
  });

  test('may not import a conductor, which may import every room', () => {
    expect(problemsOf(MAP, "import { a } from '../run-job.ts';\n")).toEqual([
      `${MAP}:1: the room map imports run-job.ts, a conductor: pass it in instead`,
    ]);
    const conductor = "import { a } from './output/write.ts';\nimport { b } from './input/read.ts';\n";
    expect(problemsOf('packages/mapreduce/src/run-job.ts', conductor)).toEqual([]);
  });
});

describe('the environment', () => {
  const read = 'const home = process.env.HOME;\n';

  test('is read by config.ts, main.ts and cli.ts', () => {
    for (const file of ['packages/kv/src/config.ts', 'apps/api/src/main.ts', 'packages/kv/src/cli.ts']) {
      expect(problemsOf(file, read)).toEqual([]);
    }
    expect(problemsOf('packages/kv/src/table/grow.ts', read)).toEqual([
      expect.stringMatching(/^packages\/kv\/src\/table\/grow.ts:1: reads process.env/),
    ]);
  });

  test('may be passed on to a program', () => {
    expect(
      problemsOf('packages/kv/src/table/grow.ts', 'spawn(a, { env: { ...process.env, B: "1" } });\n'),
    ).toEqual([]);
  });
});

describe('S3', () => {
  test('is reached through runtime/objects alone', () => {
    const text = "import { S3Client } from '@aws-sdk/client-s3';\n";
    expect(problemsOf('packages/runtime/src/objects/s3/client.ts', text)).toEqual([]);
    for (const file of ['packages/runtime/src/files/atomic.ts', 'packages/mapreduce/src/files/open.ts']) {
      expect(problemsOf(file, text)).toEqual([
        `${file}:1: imports @aws-sdk: only packages/runtime/src/objects does`,
      ]);
    }
    const prices = "const { PricingClient } = await import('@aws-sdk/client-pricing');\n";
    expect(problemsOf('packages/cost-model/src/live/ask-aws.ts', prices)).toEqual([]);
  });
});

describe('a name', () => {
  test.each(['packages/a/src/utils.ts', 'packages/a/src/string-helpers.ts', 'packages/a/src/common/time.ts'])(
    '%s is a drawer',
    (path) => {
      expect(problemsOf(path, '')).toEqual([expect.stringContaining('is a drawer')]);
    },
  );

  test('is kebab-case', () => {
    expect(problemsOf('packages/a/src/runJob.ts', '')).toEqual([expect.stringContaining('kebab-case')]);
    expect(problemsOf('packages/a/src/run-job.ts', '')).toEqual([]);
  });

  test('index.ts belongs to what package.json exports', () => {
    const exports = { '.': './src/index.ts', './files': './src/files/index.ts' };
    const files = [
      { path: 'apps/a/package.json', text: JSON.stringify({ exports }) },
      { path: 'apps/a/README.md', text: '# a\n\nA claim.\n' },
      ...['src/index.ts', 'src/files/index.ts', 'src/time/index.ts'].map((path) => ({
        path: `apps/a/${path}`,
        text: '',
      })),
    ];
    expect(checkTree(files, {}).map(({ path }) => path)).toEqual(['apps/a/src/time/index.ts']);
  });
});

describe('what is left over', () => {
  test.each(['test.only("a")', 'describe.skip("a")', 'it.todo("a")'])('%s is a problem in a test', (call) => {
    expect(problemsOf('packages/a/test/a.test.ts', `${call}\n`)).toEqual([
      expect.stringContaining('is left in'),
    ]);
  });

  test('skipIf states its condition and may stay', () => {
    expect(problemsOf('packages/a/test/a.test.ts', 'test.skipIf(isRoot)("a")\n')).toEqual([]);
  });

  test('unfinished work is a problem everywhere', () => {
    expect(problemsOf('packages/a/src/a.ts', '// TODO: later\n')).toEqual([expect.stringContaining('TODO')]);
  });
});

describe('a README', () => {
  const manifest = { path: 'packages/a/package.json', text: '{}' };
  const whole = '# a\n\nA claim.\n\n```ts\na();\n```\n\nRead the source in this order: `a.ts`.\n';

  test('has a claim, its use and an order of reading', () => {
    const path = 'packages/a/README.md';
    expect(checkTree([manifest, { path, text: whole }], {})).toEqual([]);
    expect(checkTree([manifest], {})).toEqual([{ path, message: 'is missing' }]);
    expect(checkTree([manifest, { path, text: '# a\n' }], {})).toHaveLength(3);
  });

  test('shows the flow of an engine as an arrow', () => {
    const engine = [manifest, { path: 'packages/a/src/plugin.ts', text: '' }];
    expect(checkTree([...engine, { path: 'packages/a/README.md', text: whole }], {})).toHaveLength(1);
    expect(checkTree([...engine, { path: 'packages/a/README.md', text: `${whole}a → b\n` }], {})).toEqual([]);
  });
});

describe('the length of a file', () => {
  const path = 'packages/a/src/a.ts';

  test('is 200 lines at most, 400 in tests', () => {
    expect(problemsOf(path, lines(200))).toEqual([]);
    expect(problemsOf(path, lines(201))).toEqual([
      `${path}: has 201 lines, 200 are allowed: has a second idea moved in?`,
    ]);
    expect(problemsOf('packages/a/test/a.test.ts', lines(400))).toEqual([]);
    expect(problemsOf('packages/a/test/a.test.ts', lines(401))).toHaveLength(1);
  });

  test('of a longer one may not grow, and is tightened when it shrinks', () => {
    const baseline = { [path]: 250 };
    expect(problemsOf(path, lines(250), baseline)).toEqual([]);
    expect(problemsOf(path, lines(251), baseline)).toHaveLength(1);
    expect(problemsOf(path, lines(240), baseline)).toEqual([expect.stringContaining('--tighten')]);
    expect(tighten([{ path, text: lines(240) }], baseline)).toEqual({ [path]: 240 });
    expect(tighten([{ path, text: lines(150) }], baseline)).toEqual({});
    expect(tighten([], baseline)).toEqual({});
  });
});
