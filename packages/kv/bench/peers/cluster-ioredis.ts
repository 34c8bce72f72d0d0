/**
 * The peer of a cluster load: ioredis with auto-pipelining, as its documentation shows it, and as many commands under
 * way as it is quickest with. `node cluster-ioredis.ts <prefix> <seed port> <file>…` prints seconds and pairs as JSON.
 */
import { readFileSync } from 'node:fs';
import { Cluster } from 'ioredis';

const [prefix = '', port = '', ...files] = process.argv.slice(2);
const UNANSWERED_MAX = 10_000;

const cluster = new Cluster([{ host: '127.0.0.1', port: Number(port) }], { enableAutoPipelining: true });
await new Promise((resolve) => cluster.once('ready', resolve));

const startMs = performance.now();
let pairs = 0;
let unanswered: Promise<unknown>[] = [];
for (const file of files) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const tab = line.indexOf('\t');
    if (tab === -1) continue;
    unanswered.push(cluster.set(prefix + line.slice(0, tab), line.slice(tab + 1)));
    pairs += 1;
    if (unanswered.length < UNANSWERED_MAX) continue;
    await Promise.all(unanswered);
    unanswered = [];
  }
}
await Promise.all(unanswered);
const seconds = (performance.now() - startMs) / 1000;
cluster.disconnect();
process.stdout.write(`${JSON.stringify({ seconds, pairs })}\n`);
