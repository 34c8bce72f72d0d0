import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { RawClient } from '../connection/raw-client.ts';
import { useScratch } from '../scratch.ts';

const WANTED = 10_000;
/** Too few to say anything about. */
const LEAST = 200;
/** Files that a process has open besides. */
const OTHER_FILES = 200;
const CLIENTS = 2;
const scratch = useScratch();

/** What a process of ours may raise its limit to. */
function filesMax(): number {
  const { stdout } = spawnSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' });
  return stdout.trim() === 'unlimited' ? Number.POSITIVE_INFINITY : Number(stdout);
}

/** A program of this folder with so many files, that is asked by a line and answers by one. It ends with the test. */
function startProgram(name: string, files: number, words: readonly string[], flags: readonly string[] = []) {
  const program = join(import.meta.dirname, name);
  const command = ['-c', 'ulimit -n "$0" && exec "$@"', String(files), process.execPath, ...flags, program];
  const child = spawn('sh', [...command, ...words], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (word: string): Promise<number> => {
    const { value = '' } = await lines.next();
    expect(value).toMatch(new RegExp(`^${word} \\d+$`));
    return Number(value.split(' ')[1]);
  };
  return {
    read,
    ask: (word: string) => {
      child.stdin.write('\n');
      return read(word);
    },
    kill,
  };
}

test(`${WANTED} connections, or as many as the machine allows, are each answered; one more is refused, and their memory comes back`, async ({
  skip,
}) => {
  const files = filesMax();
  const count = Math.min(WANTED, files - OTHER_FILES);
  if (count < WANTED)
    console.log(`ulimit -Hn is ${files}: room for ${count} connections instead of ${WANTED}`);
  skip(count < LEAST, `ulimit -Hn is ${files}`);
  // One more is ours, over which the server is asked how it is.
  const serverWords = [join(scratch(), 'kv'), String(count + 1)];
  const server = startProgram('serve-many.ts', count + OTHER_FILES, serverWords, ['--expose-gc']);
  const port = await server.read('port');
  const own = await RawClient.open({ host: '127.0.0.1', port });
  onTestFinished(() => own.close());
  const isConnected = async (connected: number) => {
    const info = (await own.call('INFO', 'clients')) as string;
    return info.includes(`connected_clients:${connected}\r\n`);
  };
  expect(await isConnected(1)).toBe(true);
  const before = await server.ask('bytes');

  const clients = Array.from({ length: CLIENTS }, (_, index) => {
    const share = Math.floor(count / CLIENTS) + (index < count % CLIENTS ? 1 : 0);
    // On Linux all of 127.0.0.0/8 is this machine, and each address has ports of its own.
    const address = process.platform === 'linux' ? [`127.0.0.${2 + index}`] : [];
    const words = [String(port), String(share), `client ${index}`, ...address];
    return { share, ...startProgram('connect-many.ts', share + OTHER_FILES, words) };
  });
  const shares = clients.map(({ share }) => share);
  expect(await Promise.all(clients.map(({ read }) => read('open')))).toEqual(shares);
  expect(await isConnected(count + 1)).toBe(true);
  for (let asked = 0; asked < 2; asked += 1)
    expect(await Promise.all(clients.map(({ ask }) => ask('answered')))).toEqual(shares);
  const refused = await RawClient.open({ host: '127.0.0.1', port });
  expect(await refused.untilClosed()).toEqual([{ error: 'ERR max number of clients reached' }]);
  const full = await server.ask('bytes');
  await Promise.all(clients.map(({ kill }) => kill()));
  while (!(await isConnected(1)));

  expect(await own.call('DBSIZE')).toBe(count);
  const after = await server.ask('bytes');
  console.log(`${count} connections: ${Math.round((full - before) / count)} bytes each`);
  expect(full - before).toBeGreaterThan(count * 500);
  expect(after - before).toBeLessThan((full - before) / 4);
  const next = await RawClient.open({ host: '127.0.0.1', port });
  expect(await next.call('PING')).toEqual({ simple: 'PONG' });
  await next.close();
});
