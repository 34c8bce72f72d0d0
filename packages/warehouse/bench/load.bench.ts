/**
 * What does it cost to load through the manifest (checksums, escapes, row counts, ledger) instead of by a bare COPY?
 *
 *   node bench/load.bench.ts            200,000 rows, 7 rounds; writes bench/results/
 *   node bench/load.bench.ts --small    2,000 rows, 2 rounds; prints only
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { seededRandom, systemClock } from '@oremill/runtime';
import { openDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { formatBytes, formatRate, MANIFEST_FILE, type OutputManifest } from '@oremill/types';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { bookmarks } from '../examples/bookmarks.ts';
import { openWarehouse } from '../src/index.ts';
import { columnsOf } from '../src/source/table.ts';
import { copyStatement } from '../src/stage/ddl.ts';

const isSmall = process.argv.includes('--small');
const ROWS = isSmall ? 2_000 : 200_000;
const ROUNDS = isSmall ? 2 : 7;
const PARTS = 4;
const SEED = 1;

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'oremill-bench-')));
chmodSync(folder, 0o755);
const output = join(folder, 'output');
const { bytes, escapedFiles } = writeOutput();

const log = createLog('error');
const server = await openDatabaseServer({ dataFolder: join(folder, 'data'), log });
const random = seededRandom(SEED);
const warehouse = await openWarehouse({ server, tables: [bookmarks], log, clock: systemClock, random });
const client = new Client(server.connectionFor('warehouse'));
await client.connect();

const contestants: Record<string, { prepare: () => Promise<unknown>; run: () => Promise<unknown> }> = {
  'bare COPY, pre-escaped': { prepare: empty, run: bareCopy },
  'load into an empty table': {
    prepare: empty,
    run: () => warehouse.load({ table: 'bookmarks', source: output }),
  },
  'load over the old rows': {
    prepare: () => client.query('TRUNCATE ledger.loads'),
    run: () => warehouse.load({ table: 'bookmarks', source: output }),
  },
  'load of what is there': {
    prepare: async () => {},
    run: () => warehouse.load({ table: 'bookmarks', source: output }),
  },
};

const times = new Map(Object.keys(contestants).map((name) => [name, [] as number[]]));
const contents = new Set<string>();
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, { prepare, run }] of Object.entries(contestants)) {
    await prepare();
    await client.query('CHECKPOINT');
    const startMs = performance.now();
    await run();
    // The first round warms up.
    if (round > 0) times.get(name)?.push(performance.now() - startMs);
    contents.add(await checksum());
  }
}
if (contents.size !== 1) throw new Error('the contestants left different tables');

const baselineMs = median(times.get('bare COPY, pre-escaped') ?? []);
const results = [...times].map(([name, ms]) => ({
  name,
  medianMs: round(median(ms)),
  minMs: round(Math.min(...ms)),
  maxMs: round(Math.max(...ms)),
  timesBaseline: Math.round((median(ms) / baselineMs) * 100) / 100,
  bytesPerSecond: Math.round((bytes / median(ms)) * 1000),
}));
const report = {
  question: 'load through the manifest against a bare COPY of the same rows',
  command: `node bench/load.bench.ts${isSmall ? ' --small' : ''}`,
  machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  versions: {
    node: process.version,
    postgres: (await client.query('SHOW server_version')).rows[0].server_version,
  },
  rows: ROWS,
  bytes,
  rounds: ROUNDS,
  seed: SEED,
  checksum: [...contents][0],
  results,
};
await client.end();
await warehouse.close();
await server.close();
rmSync(folder, { recursive: true });

process.stdout.write(`${ROWS} rows, ${formatBytes(bytes)}, table checksum ${report.checksum}\n`);
for (const { name, medianMs, minMs, maxMs, timesBaseline, bytesPerSecond } of results) {
  const spread = `${minMs}-${maxMs} ms`;
  process.stdout.write(
    `${name.padEnd(26)} ${String(medianMs).padStart(5)} ms (${spread}), ${timesBaseline} × baseline, ${formatRate(bytesPerSecond)}\n`,
  );
}
if (!isSmall) {
  const place = `${new Date().toISOString().slice(0, 10)}-${process.platform}-${process.arch}-${cpus().length}cpu`;
  const path = join(import.meta.dirname, 'results', place);
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'load.json'), `${JSON.stringify(report, undefined, 2)}\n`);
}

/** Rows as the main job writes them; one in fifty has a backslash. Each part is there a second time, escaped. */
function writeOutput(): { bytes: number; escapedFiles: string[] } {
  const chance = seededRandom(SEED);
  mkdirSync(output);
  const parts: OutputManifest['parts'] = [];
  const files: string[] = [];
  for (let index = 0; index < PARTS; index += 1) {
    const lines = Array.from({ length: ROWS / PARTS }, (_, line) => makeRow(index * ROWS + line, chance));
    const content = Buffer.from(lines.join(''));
    const path = `part-0000${index}`;
    writeFileSync(join(output, path), content);
    writeFileSync(join(folder, path), content.toString().replaceAll('\\', '\\\\'));
    files.push(join(folder, path));
    const sha256 = createHash('sha256').update(content).digest('hex');
    parts.push({ path, rows: lines.length, bytes: content.length, sha256 });
  }
  const manifest: OutputManifest = { version: 1, encoding: 'tsv-raw', columns: columnsOf(bookmarks), parts };
  writeFileSync(join(output, MANIFEST_FILE), JSON.stringify(manifest));
  return { bytes: parts.reduce((sum, part) => sum + part.bytes, 0), escapedFiles: files };
}

function makeRow(number: number, chance: () => number): string {
  const whole = (below: number) => Math.floor(chance() * below);
  const tags = 1 + whole(20);
  const slash = whole(50) === 0 ? '\\' : '';
  const id = `http://example.org/${slash}url/${number.toString(16).padStart(8, '0')}${whole(2 ** 31).toString(16)}`;
  const date = ['Sun', 'Sep', '2009', whole(24), whole(60), whole(60)];
  const lengths = Array.from({ length: 10 }, () => whole(4));
  return `${[id, ...date, tags, `${tags * 5}.0`, chance() * 10, ...lengths].join('\t')}\n`;
}

async function empty(): Promise<void> {
  await client.query('TRUNCATE bookmarks, ledger.loads');
}

async function bareCopy(): Promise<void> {
  await client.query('BEGIN');
  for (const path of escapedFiles) {
    await pipeline(createReadStream(path), client.query(copyFrom(copyStatement(bookmarks))));
  }
  await client.query('COMMIT');
}

async function checksum(): Promise<string> {
  const { rows } = await client.query('SELECT sum(hashtextextended(b::text, 0)) AS sum FROM bookmarks b');
  return rows[0].sum;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function round(ms: number): number {
  return Math.round(ms);
}
