/** One server for the tests of a file, and outputs as a job would have written them. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { type Logger, manualClock, seededRandom } from '@oremill/runtime';
import { type DatabaseServer, openDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { type Column, type Encoding, MANIFEST_FILE, type OutputManifest } from '@oremill/types';
import { Client } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { defineTable, openWarehouse, type Warehouse, type WarehouseOptions } from '../../src/index.ts';

export const words = defineTable({
  name: 'words',
  summary: 'How often each word occurs',
  columns: { word: 'text', count: 'integer', share: 'float' },
});
export const wordColumns: Column[] = [
  { name: 'word', type: 'text' },
  { name: 'count', type: 'integer' },
  { name: 'share', type: 'float' },
];

export const log: Logger = createLog('silent');

export interface World {
  readonly folder: string;
  readonly server: DatabaseServer;
  readonly warehouse: Warehouse;
  readonly clock: ReturnType<typeof manualClock>;
  open(options?: Partial<WarehouseOptions>): Promise<Warehouse>;
  /** One statement as the owner of everything. */
  ask(sql: string): Promise<unknown[][]>;
}

/** Call at the top of a test file; the world is there when its tests run. */
export function useWorld(
  options: { isDurable?: boolean; limits?: WarehouseOptions['limits'] } = {},
): () => World {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(options);
  });
  afterAll(async () => {
    await world.warehouse.close();
    await world.server.close();
    rmSync(world.folder, { recursive: true });
  });
  return () => world;
}

async function createWorld({
  isDurable = false,
  limits,
}: Parameters<typeof useWorld>[0] & object): Promise<World> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'oremill-test-')));
  // As root the server runs as another account, which has to come through.
  chmodSync(folder, 0o755);
  const server = await openDatabaseServer({ dataFolder: join(folder, 'data'), log, isDurable });
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const random = seededRandom(1);
  const open: World['open'] = (more = {}) =>
    openWarehouse({ server, tables: [words], log, clock, random, ...(limits ? { limits } : {}), ...more });
  const ask: World['ask'] = async (sql) => {
    const client = new Client(server.connectionFor('warehouse'));
    await client.connect();
    try {
      return (await client.query({ text: sql, rowMode: 'array' })).rows;
    } finally {
      await client.end();
    }
  };
  return { folder, server, clock, open, ask, warehouse: await open() };
}

export interface OutputOptions {
  readonly encoding?: Encoding;
  readonly compression?: OutputManifest['compression'];
  readonly columns?: readonly Column[];
  /** Changes the manifest before it is written. */
  readonly forge?: (manifest: OutputManifest) => unknown;
}

let count = 0;

/** Writes an output folder of these parts (their text, rows ended by newlines) and returns its path. */
export function writeOutput(
  folder: string,
  parts: readonly (string | Buffer)[],
  options: OutputOptions = {},
): string {
  count += 1;
  const output = join(folder, `output-${count}`);
  mkdirSync(output);
  const manifest: OutputManifest = {
    version: 1,
    encoding: options.encoding ?? 'tsv-raw',
    ...(options.compression === undefined ? {} : { compression: options.compression }),
    columns: [...(options.columns ?? wordColumns)],
    parts: parts.map((part, index) => {
      const path = `part-${String(index).padStart(5, '0')}`;
      const content = Buffer.from(part);
      const stored = compress(content, options.compression);
      writeFileSync(join(output, path), stored);
      return {
        path,
        rows: content.filter((byte) => byte === 0x0a).length,
        bytes: stored.length,
        sha256: createHash('sha256').update(stored).digest('hex'),
      };
    }),
  };
  writeFileSync(join(output, MANIFEST_FILE), JSON.stringify(options.forge?.(manifest) ?? manifest));
  return output;
}

/** In pieces, as the parts of a job are. */
function compress(content: Buffer, compression: OutputManifest['compression'] = 'none'): Buffer {
  if (compression === 'none') return content;
  const half = content.length >> 1;
  const pieces = [content.subarray(0, half), content.subarray(half)];
  return Buffer.concat(
    pieces.map((piece) => (compression === 'gzip' ? gzipSync(piece) : zstdCompressSync(piece))),
  );
}
