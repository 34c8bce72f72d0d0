/**
 * An engine that kills itself at the n-th commit of a change to a run: odd numbers before it, even ones after. It
 * begins when it is told a run, and ends when that run has.
 */
import { once } from 'node:events';
import { systemClock, systemRandom } from '@oremill/runtime';
import { createLog } from '@oremill/runtime/log';
import pg from 'pg';
import { Deployer } from '../../../src/deployer.ts';

const { connection, engine, folder, killAt } = JSON.parse(process.env.ENGINE ?? '{}');

const changed = new WeakSet<object>();
let count = 0;

function checkpoint(): void {
  count += 1;
  if (count === killAt) process.kill(process.pid, 'SIGKILL');
}

const query: (...args: unknown[]) => Promise<pg.QueryResult> = Reflect.get(pg.Client.prototype, 'query');
pg.Client.prototype.query = async function (this: object, ...args: unknown[]) {
  const [text] = args;
  const words = String(text);
  const isEnd = words === 'commit' && changed.delete(this);
  if (isEnd) checkpoint();
  const result = await query.apply(this, args);
  if (isEnd) checkpoint();
  // Its row is locked before every change of a run, and when it is claimed.
  const isChange = /^update "deployer"\."runs" set "lease_until".* returning "id"/.test(words);
  if ((isChange || /^\s*UPDATE deployer\.runs/.test(words)) && result.rows.length > 0) changed.add(this);
  return result;
} as never;

process.stdout.write('ready\n');
const [told] = (await once(process.stdin, 'data')) as [Buffer];
const deployer = await Deployer.open({
  server: { kind: 'external', connectionFor: () => connection, passwordFor: () => '', close: async () => {} },
  folder,
  environment: process.env,
  engine,
  clock: systemClock,
  random: systemRandom,
  log: createLog('warn', { write: (line) => process.stdout.write(line) }),
});
const runId = told.toString().trim();
if (runId === '') await new Promise(() => {});
await deployer.ended(runId);
await deployer.close();
process.exit();
