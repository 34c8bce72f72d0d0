/**
 * A process that opens or borrows the database of a data folder, says `ready`, and closes it when its stdin ends:
 * for tests that kill it. `node owner.ts open|borrow <data folder>`
 */
import { borrowDatabaseServer, openDatabaseServer } from '../../../src/database/index.ts';
import { createLog } from '../../../src/process/log.ts';

const [, , how, dataFolder = ''] = process.argv;
const open = how === 'borrow' ? borrowDatabaseServer : openDatabaseServer;
const server = await open({ dataFolder, log: createLog('error') });
process.stdout.write('ready\n');
process.stdin.resume().on('end', () => {
  void server.close().then(() => process.stdout.write('closed\n'));
});
