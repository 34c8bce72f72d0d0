import { kvError } from '@oremill/types';
import type { BuildProgress, BuildSources } from '../build/build-image.ts';
import { withParts } from '../build/choose-parts.ts';
import { encodeCommand } from '../client/command.ts';
import type { NodeConnection } from '../client/connection.ts';
import type { LoadReport } from '../load/load-report.ts';
import { loadTable } from '../load/load-table.ts';
import type { ReadableTable } from '../table/entries.ts';
import type { Table } from '../table/table.ts';

/** Sent and not yet acknowledged: enough to keep a server busy that syncs each batch. */
const UNACKNOWLEDGED_BYTES_MAX = 8 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const PAGE_ENTRIES = 1024;

/** Loads the sources and sends what is in them, a part after the other where one table does not hold all of it. */
export function setAll(
  options: BuildSources,
  connection: NodeConnection,
  onProgress: (progress: BuildProgress) => void,
): Promise<Pick<LoadReport, 'pairs' | 'duplicates' | 'badLines'>> {
  return withParts(options, {}, async (parts) => {
    let sum = { pairs: 0, duplicates: 0, badLines: 0 };
    let table: Table | undefined;
    for (let part = 0; part < parts; part += 1) {
      const place = { part, parts };
      table?.reopen(place);
      const loaded = await loadTable({
        ...options,
        table: { part: place },
        reuse: table,
        onProgress: ({ lines, bytes, bytesInAll }) =>
          onProgress({
            ...place,
            phase: 'load',
            entries: lines,
            shareDone: bytesInAll && bytes / bytesInAll,
          }),
      });
      table = loaded.table;
      const { count } = table;
      await sendAll(table, connection, (entries) =>
        onProgress({ ...place, phase: 'write', entries, shareDone: entries / Math.max(1, count) }),
      );
      const { pairs, duplicates, badLines } = loaded.report;
      sum = { pairs: sum.pairs + pairs, duplicates: sum.duplicates + duplicates, badLines };
    }
    return sum;
  });
}

/** Throws the first refusal; what was sent before it is set. */
async function sendAll(
  table: ReadableTable,
  connection: NodeConnection,
  onProgress: (entries: number) => void,
): Promise<void> {
  const acknowledged: Promise<void>[] = [];
  let chunk: Buffer[] = [];
  let chunkBytes = 0;
  let sent = 0;
  const send = async (): Promise<void> => {
    await connection.room(UNACKNOWLEDGED_BYTES_MAX);
    const reply = connection.sendChunk(Buffer.concat(chunk), chunk.length).then(([refusal]) => {
      if (refusal) throw kvError('LOAD_STOPPED', `the server refused a pair: ${refusal.error.message}`);
    });
    // It is looked at below; until then it is nobody's unhandled rejection.
    reply.catch(() => undefined);
    acknowledged.push(reply);
    sent += chunk.length;
    chunk = [];
    chunkBytes = 0;
    onProgress(sent);
  };
  for (let from: number | undefined = 0; from !== undefined; ) {
    const { entries, next } = table.page(from, PAGE_ENTRIES);
    for (const { key, value } of entries) {
      const command = encodeCommand(['SET', key, value]);
      chunk.push(command);
      chunkBytes += command.length;
      if (chunkBytes >= CHUNK_BYTES) await send();
    }
    from = next;
  }
  if (chunk.length > 0) await send();
  await Promise.all(acknowledged);
}
