import { join } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { systemClock, systemRandom, whenToldToStop } from '@oremill/runtime';
import { parseCount, print, printJson, say } from '@oremill/runtime/cli';
import { createLog } from '@oremill/runtime/log';
import { formatBytes, formatCount } from '@oremill/types';
import { startStore } from '../run-store.ts';
import { dataFolder } from './config.ts';

const PORT = 7421;

/** Serves the store of the data folder until it is told to stop. */
export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('serve the datasets of the data folder over RESP, as Redis does')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on; 0 takes a free one', parseCount(0, 65_535), PORT)
    .option('--json', 'print where it listens as JSON')
    .action(async ({ host, port, json }) => {
      const stopped = whenToldToStop();
      const log = createLog('info', { write: (line) => say(JSON.parse(line).msg) });
      const running = await startStore({
        dataFolder: dataFolder(),
        host,
        port,
        clock: systemClock,
        random: systemRandom,
        log,
      });
      try {
        const { address } = running.server;
        if (json) {
          printJson(address);
        } else {
          for (const { name, kind, entries, memory, problem } of running.store.list()) {
            say(
              problem ??
                `${name}: ${kind}, ${formatCount(entries)} entries, ${formatBytes(memory.totalBytes)}`,
            );
          }
          print(`Serving on redis://${address.host}:${address.port}`);
          say(`The password of the user default is in ${join(dataFolder(), 'token')}. Ctrl-C stops.`);
        }
        await stopped;
      } finally {
        await running.close();
      }
    });
}
