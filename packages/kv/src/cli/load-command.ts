import type { Command } from '@commander-js/extra-typings';
import { print, printJson } from '@oremill/runtime/cli';
import { formatCount, formatDuration, kvError } from '@oremill/types';
import { encodeCommand } from '../client/command.ts';
import type { NodeConnection } from '../client/connection.ts';
import { loadTable } from '../load/load-table.ts';
import type { ReadableTable } from '../table/entries.ts';
import { WHOLE } from '../table/part.ts';
import { drawBuild } from './draw-build.ts';
import { addSourceOptions } from './source-options.ts';
import { type ServerFlags, withServer } from './with-server.ts';

/** Sent and not yet acknowledged: enough to keep a server busy that syncs each batch. */
const UNACKNOWLEDGED_BYTES_MAX = 8 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const PAGE_ENTRIES = 1024;

/** Sets many entries of a live dataset. */
export function addLoadCommand(program: Command, flags: () => ServerFlags): void {
  addSourceOptions(
    program
      .command('load')
      .description('set all pairs of some sources in a live dataset; entries with other keys stay')
      .argument('<dataset>')
      .argument('<sources...>', 'TSV files, output folder of a job, globs, s3://…, - for stdin')
      .option('--json', 'print what was loaded as JSON'),
  ).action(async (dataset, sources, { badLines, duplicates, json, workers }) => {
    const drawing = drawBuild();
    const startedMs = performance.now();
    const { table, report } = await loadTable({
      sources,
      duplicates,
      badLinesMax: badLines,
      workers,
      onProgress: ({ lines, bytes, bytesInAll }) =>
        drawing.update({
          ...WHOLE,
          phase: 'load',
          entries: lines,
          shareDone: bytesInAll && bytes / bytesInAll,
        }),
    }).catch((error: unknown) => {
      drawing.end();
      throw error;
    });
    await withServer(flags(), async ({ call, connection }) => {
      await call('SELECT', dataset);
      await sendAll(table, connection, (entries) =>
        drawing.update({ ...WHOLE, phase: 'write', entries, shareDone: entries / Math.max(1, table.count) }),
      );
    }).finally(drawing.end);
    const elapsedMs = performance.now() - startedMs;
    const loaded = {
      entries: report.pairs,
      duplicates: report.duplicates,
      badLines: report.badLines,
      elapsedMs,
    };
    if (json) printJson(loaded);
    else print(`${dataset}: ${formatCount(report.pairs)} entries set in ${formatDuration(elapsedMs)}`);
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
