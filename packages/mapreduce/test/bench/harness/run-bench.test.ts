import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bench, Peer } from '../../../bench/harness/bench.ts';
import { describeResult } from '../../../bench/harness/report.ts';
import { type RunOptions, runBench } from '../../../bench/harness/run-bench.ts';
import { useScratch, writeInput } from '../../scratch.ts';

const scratch = useScratch();

/** A peer that is a line for the shell: `$1` is the input, `$2` the output. */
function peer(name: string, line: string, more: Partial<Peer> = {}): Peer {
  return { name, command: ({ sample, output }) => ['sh', '-c', line, 'sh', sample.input, output], ...more };
}

const copy = peer('copy', 'cp "$1" "$2"');

function bench(equality: Bench['equality'], ...peers: Peer[]): Bench {
  return {
    name: 'copying',
    question: 'How fast is a copy?',
    sizes: { small: [6], large: [6] },
    writeSample: (folder) => ({ input: writeInput(folder, 'input', 'c\nb\na\n') }),
    equality,
    peers: [copy, ...peers],
    targets: [{ ours: 'another', against: 'copy', ratio: 1 }],
  };
}

function options(): RunOptions {
  return {
    sizes: [6],
    rounds: 2,
    workers: 1,
    memoryBytes: 2 ** 20,
    cache: join(scratch(), 'cache'),
    mayInstall: false,
  };
}

test('each peer is measured once a round, after a warm-up that does not count', async () => {
  const log = join(scratch(), 'log');
  const another = peer('another', `cp "$1" "$2" && echo ran >> '${log}'`);
  const slow = peer('slow', 'cp "$1" "$2"', { isSlow: true });

  const copying = bench('rows', another, slow);
  const result = await runBench(copying, options());

  const [size] = result.sizes;
  expect(size?.rows).toBe(3);
  expect(size?.inputBytes).toBe(6);
  const runs = size?.peers.map(({ peer: { name }, measurements }) => [name, measurements.length]);
  expect(runs).toEqual([
    ['copy', 2],
    ['another', 2],
    ['slow', 1],
  ]);
  const report = describeResult(copying, result, options(), 'the command');
  expect(report).toContain('## 6 B in, 3 rows out');
  expect(report).toMatch(/^\| another \| equal \| \d/m);
  expect(report).toMatch(/^\| another \| copy \| 6 B \| 1× \| \d/m);
});

test('a peer whose rows differ stops the bench before a speed is told', async () => {
  const lossy = peer('lossy', 'head -n 2 "$1" > "$2"');

  await expect(runBench(bench('rows', lossy), options())).rejects.toThrow(
    'copying: the output of lossy differs from the reference: 1 missing, 0 extra',
  );
});

test('a peer that may differ is shown with the rows that it lacks', async () => {
  const lossy = peer('lossy', '{ head -n 1 "$1"; echo x; } > "$2"', { mayDiffer: 'it is known to' });
  const copying = bench('rows', lossy);

  const result = await runBench(copying, options());

  expect(result.sizes[0]?.peers[1]?.difference).toEqual({ missing: 2, extra: 1 });
  const report = describeResult(copying, result, options(), 'the command');
  expect(report).toContain('| lossy | 2 rows missing, 1 extra |');
});

test('where bytes count, the same rows in another order are a difference', async () => {
  const sorted = peer('sorted', 'sort "$1" > "$2"');

  await expect(runBench(bench('bytes', sorted), options())).rejects.toThrow(
    'differs from the reference: the same rows in another order',
  );
  const { sizes } = await runBench(bench('rows', sorted), options());
  expect(sizes[0]?.peers[1]?.difference).toEqual({ missing: 0, extra: 0 });
});

test('a peer that fails ends the bench with what it said', async () => {
  const broken = peer('broken', 'echo no such luck >&2; exit 3');

  await expect(runBench(bench('rows', broken), options())).rejects.toThrow(/ended with 3:\nno such luck/);
});

test('a peer whose program is not installed is left out by name', async () => {
  const { leftOut, sizes } = await runBench(
    bench('rows', { ...copy, name: 'far', program: 'mrjob' }),
    options(),
  );

  expect(leftOut).toEqual([{ peer: 'far', reason: 'mrjob-0.7.4 is not installed: --install does it' }]);
  expect(sizes[0]?.peers.map(({ peer: { name } }) => name)).toEqual(['copy']);
});

test('only the peers asked for run, and the reference', async () => {
  const copying = bench('rows', peer('another', 'cp "$1" "$2"'), peer('third', 'exit 1'));

  const { sizes } = await runBench(copying, { ...options(), only: ['other'] });

  expect(sizes[0]?.peers.map(({ peer: { name } }) => name)).toEqual(['copy', 'another']);
});
