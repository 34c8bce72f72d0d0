/** Holds a file of pairs in one of the ways that we have, in a process of its own, and tells what memory that takes. */
import { join } from 'node:path';
import { buildImage } from '../../src/build/build-image.ts';
import { openImage } from '../../src/image/open-image.ts';
import { loadTable } from '../../src/load/load-table.ts';
import type { OrderedTable, TableMemory } from '../../src/table/entries.ts';
import { Table } from '../../src/table/table.ts';
import { readPairs } from '../harness/pairs-file.ts';
import { contentOf } from '../harness/table-content.ts';
import type { HeldFigures, HoldOptions } from './figures.ts';

const options = JSON.parse(process.argv[3] ?? '') as HoldOptions;
const before = process.memoryUsage.rss();
const table = await hold(options);
globalThis.gc?.();
const residentBytes = process.memoryUsage.rss() - before;
const content = contentOf(table, (key) => table.find(key)?.value, options.keysPath);
const memory = table.memory();
console.log(
  JSON.stringify({ residentBytes, beyondBytes: beyondRaw(memory), memory, content } satisfies HeldFigures),
);

async function hold({ file, way, folder }: HoldOptions): Promise<OrderedTable> {
  const isOrdered = way.endsWith('in order');
  if (way.startsWith('sealed')) {
    const target = join(folder, `${way.replaceAll(' ', '-')}.image`);
    if (!options.isBuilt) {
      await buildImage({ sources: [file], target, compression: 'none', isOrdered });
    }
    return openImage(target);
  }
  if (way === 'loaded') return (await loadTable({ sources: [file], workers: 2 })).table;
  const written = Table.open({ ordered: isOrdered });
  readPairs(file, (key, value) => written.set(key, value));
  return written;
}

/** All that was taken from the system, without the bytes of keys and values and without what expiry takes. */
function beyondRaw(all: TableMemory): number {
  const { headerBytes, indexBytes, orderBytes, deadBytes, freeBytes, fixedBytes } = all;
  return headerBytes + indexBytes + orderBytes + deadBytes + freeBytes + fixedBytes;
}
