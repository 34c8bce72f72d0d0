import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CLI = resolve(import.meta.dirname, '../../src/cli.ts');

let folder: string;
let posts: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cost-cli-'));
  posts = join(folder, 'posts.jsonl');
  const lines = Array.from({ length: 300 }, (_, id) =>
    JSON.stringify({ id, text: `word${id % 7} and ${'more '.repeat(id % 30)}words ${id}` }),
  );
  writeFileSync(posts, `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cost(...args: string[]) {
  return costWith('', ...args);
}

function costWith(input: string | Buffer, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const reply = (...args: string[]) => JSON.parse(cost(...args, '--json').stdout);

describe('presets', () => {
  test('tweets-2012 prints what was published, and --corrected each mistake', () => {
    expect(cost('tweets-2012').stdout).toBe(cost('tweets-2012', '--as-published').stdout);
    expect(cost('tweets-2012').stdout).toContain(
      'index size per year in terabytes = 7718.205009 - RAM-cost (per day) 298.022303 kUSD\n',
    );
    const { stdout } = cost('tweets-2012', '--corrected');
    expect(stdout).toContain('corrected: 8.287360 TB, 319.999011 USD a day');
    expect(stdout).toContain('1. The index sizes are gibibytes printed as terabytes');
    expect(cost('tweets-2012', '--corrected', '--as-published')).toMatchObject({ status: 2 });
  });

  test('visa-redshift prints 3 nodes, 48 TB, 47,952 USD a year', () => {
    expect(cost('visa-redshift').stdout).toMatch(/\b3 │ 48 │ 47,952/);
    expect(reply('visa-redshift')).toMatchObject({ nodes: 3, terabytes: 48, usdAYear: 47_952 });
  });
});

describe('sample', () => {
  test('tells sizes, words and fields, of a file, of stdin and of gzip alike', () => {
    const fromFile = reply('sample', posts, '--text', 'text');
    expect(fromFile).toMatchObject({ lines: 300, records: 300, isWhole: true });
    expect(fromFile.fields.map(({ name }: { name: string }) => name)).toEqual(['id', 'text']);
    const text = spawnSync('cat', [posts]).stdout;
    for (const input of [text, gzipSync(text)]) {
      const { stdout } = costWith(input, 'sample', '-', '--text', 'text', '--json');
      expect({ ...JSON.parse(stdout), name: posts }).toEqual(fromFile);
    }
    expect(cost('sample', posts, '--text', 'text', '--fields').stdout).toContain(
      '300 records measured, which are all',
    );
  });

  test.each([
    ['a file that is not there', ['sample', '/no/such/file'], 1, 'there is nothing at /no/such/file'],
    ['a file without records', ['sample', CLI], 1, 'lines of'],
    ['a format that is none', ['sample', 'x', '--format', 'xml'], 2, "argument 'xml' is invalid"],
  ])('refuses %s', (_, args, status, message) => {
    const outcome = cost(...args);
    expect(outcome).toMatchObject({ status, stdout: '' });
    expect(outcome.stderr).toContain(message);
  });
});

describe('estimate', () => {
  test('tells each medium with an interval, and explains it', () => {
    const estimate = reply(
      'estimate',
      posts,
      '--rate',
      '1e6 record/day',
      '--retention',
      '30 day',
      '--media',
      'ram,s3',
    );
    expect(estimate.media.map(({ medium }: { medium: string }) => medium)).toEqual(['ram', 's3']);
    const { low, expected, high } = estimate.media[0].usdMonth;
    expect(low < expected && expected < high).toBe(true);
    const { stdout } = cost('estimate', posts, '--records', '1e6 record', '--media', 's3', '--explain', 's3');
    expect(stdout).toContain('quoted: ');
    expect(stdout).toContain('measured: mean of 300 records');
  });

  test('takes a scenario from a file, and what is said beside goes before', () => {
    const file = join(folder, 'scenario.json');
    writeFileSync(file, JSON.stringify({ title: 'posts', rate: '10 record/day', media: ['ssd'], months: 3 }));
    const estimate = reply('estimate', posts, '--scenario', file, '--months', '2');
    expect(estimate).toMatchObject({ title: 'posts', media: [{ medium: 'ssd' }] });
    expect(estimate.media[0].months).toHaveLength(2);
  });

  test('takes the seed of the scenario, unless one is said', () => {
    const file = join(folder, 'seeded.json');
    writeFileSync(file, JSON.stringify({ records: '1e6 record', media: ['s3'], seed: 7 }));
    const of = (...args: string[]) => reply('estimate', posts, '--scenario', file, ...args).media[0].usdMonth;
    expect(of()).toEqual(of('--seed', '7'));
    expect(of()).not.toEqual(of('--seed', '1'));
  });

  test('draws the cost over time, and the cheapest medium', () => {
    const { stdout } = cost('estimate', posts, '--rate', '1e6 record/day', '--media', 'ram,s3', '--chart');
    expect(stdout).toContain('█ ram  ▒ s3  │ 90 % of all\n');
    expect(stdout).toMatch(/cheapest {2}1+2+\n/);
  });

  test('says what is wrong in a scenario, where, and what to write', () => {
    const outcome = cost('estimate', posts, '--rate', '5 records/day');
    expect(outcome).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'error: rate: records/day is no unit of record/time, as record/day is\nhint:  Did you mean record/day?\n',
    });
    expect(reply('estimate', posts, '--rate', '5')).toMatchObject({ error: { code: 'UNIT_INVALID' } });
  });
});

describe('explain', () => {
  const scenario = ['--records', '1e6 record', '--media', 'ram,s3', '--months', '2'];

  test('tells the tree of one figure by its name, as the API does', () => {
    const tree = reply('explain', posts, ...scenario, '--line', 's3.2');
    const { media } = reply('estimate', posts, ...scenario);
    expect(tree).toMatchObject({ unit: 'USD', value: media[1].usdMonth.expected });
    expect(cost('explain', posts, ...scenario, '--line', 's3.2').stdout).toContain(
      'quoted: "Standard Storage',
    );
    expect(cost('explain', posts, ...scenario, '--line', 's3.3')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('this estimate has no line s3.3'),
    });
  });

  test('tells the trees of all figures', () => {
    const { items } = reply('explain', posts, ...scenario);
    expect(items.map(({ line }: { line: string }) => line).join(' ')).toBe(
      'records total total.1 total.2 ram.bytes ram.total ram.record ram.1 ram.2 s3.bytes s3.total s3.record s3.read s3.1 s3.2 ram.s3',
    );
    const { stdout } = cost('explain', posts, ...scenario);
    expect(stdout).toContain('\nram.s3\n  time between reads at which ram and s3 cost the same = ');
  });
});

test('compare tells what a second scenario costs more', () => {
  const [first, second] = ['first.json', 'second.json'].map((name) => join(folder, name)) as [string, string];
  writeFileSync(first, JSON.stringify({ records: '1e6 record', media: ['s3'] }));
  writeFileSync(second, JSON.stringify({ records: '1e6 record', media: ['s3'], replicas: 2 }));
  const { changes, lines } = reply('compare', first, second, posts);
  expect(changes).toEqual([{ field: 'replicas', first: '1', second: '2' }]);
  const last = lines.find(({ line }: { line: string }) => line === 's3.last');
  expect(last.difference.expected).toBeCloseTo(last.first.expected, 9);
  expect(cost('compare', first, second, posts).stdout).toMatch(/replicas │ 1\s+│ 2/);
  writeFileSync(second, JSON.stringify({ records: '1e6 record', replica: 2 }));
  expect(cost('compare', first, second, posts)).toMatchObject({
    status: 2,
    stderr: 'error: scenario: there is no field replica\nhint:  Did you mean replicas?\n',
  });
});

test('prices are listed with their documents', () => {
  expect(reply('prices', 's3.standard.storage').prices).toHaveLength(3);
  expect(cost('prices', 's3.standard.storage', '--quotes').stdout).toContain('https://');
  expect(cost('prices', '--book', 'nowhere')).toMatchObject({ status: 1 });
});

test('an amount is charged tier by tier', () => {
  expect(reply('charge', 'data-transfer.internet-out', '20 TB').usd).toBeCloseTo(
    10_240 * 0.09 + 9760 * 0.085,
    6,
  );
  expect(cost('charge', 's3.standard.storage', '1 GiB')).toMatchObject({ status: 2 });
});

test('the published intervals of the five-minute rule are worked out again', () => {
  expect(cost('five-minute-rule').stdout).toContain('400 seconds');
  expect(reply('five-minute-rule').items[0]).toMatchObject({ published: '205 secs', seconds: 204.8 });
});

test('energy is a number or a range', () => {
  const energyOf = (energy: string) =>
    reply('estimate', posts, '--records', '1e6 record', '--media', 'ram', '--energy', energy);
  const labels = (estimate: { media: { drivers: { label: string }[] }[] }) =>
    estimate.media[0]?.drivers.map(({ label }) => label);
  expect(labels(energyOf('0.05,0.15,0.25'))).toContain('energy, as a share of the price');
  expect(labels(energyOf('0.15'))).not.toContain('energy, as a share of the price');
  expect(cost('estimate', posts, '--energy', 'much')).toMatchObject({ status: 2 });
});

test('bytes are priced in each medium', () => {
  const { items } = reply('keep', '100 GiB', '--media', 's3,ssd');
  expect(items.map(({ usdMonth }: { usdMonth: number }) => usdMonth)).toEqual([
    expect.closeTo(2.3, 9),
    expect.closeTo(8, 9),
  ]);
  expect(cost('keep', '100', '--media', 's3')).toMatchObject({ status: 2 });
});

test('media are listed', () => {
  expect(reply('media').items.map(({ name }: { name: string }) => name)).toContain('ram');
});
