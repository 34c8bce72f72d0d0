/**
 * How long does it take from a push to the row of its run, by the hook and by a webhook?
 *
 *   node bench/notice-push.ts                         20 pushes each
 *   node bench/notice-push.ts --pushes 100 --keep     as published; --keep writes it below bench/results
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { systemClock, systemRandom } from '@oremill/runtime';
import { openDatabaseServer } from '@oremill/runtime/database';
import { createLog } from '@oremill/runtime/log';
import { formatBytes } from '@oremill/types';
import { type FastifyInstance, fastify } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { Deployer } from '../src/deployer.ts';
import { installHook } from '../src/trigger/hook.ts';
import { addRepository } from '../src/trigger/repositories.ts';
import { webhookRoute } from '../src/trigger/webhook-route.ts';

const { values } = parseArgs({
  options: { pushes: { type: 'string', default: '20' }, keep: { type: 'boolean', default: false } },
});
const pushes = Number(values.pushes);
const WARM_UP = 3;
const SECRET = 'secret';
const owner = { name: 'bench', role: 'admin' } as const;

const before = loadavg()[0] ?? 0;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'notice-push-')));
execFileSync('chmod', ['755', folder]);
const log = createLog('warn');
const server = await openDatabaseServer({ dataFolder: join(folder, 'data'), log });
const deployer = await Deployer.open({
  server,
  folder: join(folder, 'deployer'),
  environment: process.env,
  roots: [folder],
  isTriggered: true,
  clock: systemClock,
  random: systemRandom,
  log,
});
const world = { ...deployer.world, environment: { SECRET } };
const app = fastify();
try {
  const hook = await byHook();
  const webhook = await byWebhook(app);
  const text = describe({ hook, webhook });
  process.stdout.write(text);
  if (values.keep) keep(text);
} finally {
  await app.close();
  await deployer.close();
  await server.close();
  rmSync(folder, { recursive: true });
}
process.exit();

interface Times {
  /** Of `git push`, from its start to its end. */
  readonly pushMs: number[];
  /** From the start of the push to the row. */
  readonly rowMs: number[];
}

/** A person pushes to a bare repository on this machine; the row is awaited as everybody hears of it, by NOTIFY. */
async function byHook(): Promise<Times> {
  const [bare, clone] = [join(folder, 'hook.git'), join(folder, 'clone')];
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: clone, stdio: ['ignore', 'pipe', 'ignore'] });
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', clone]);
  const repository = { name: 'hook', url: bare, targetBranch: 'main', pollMs: null };
  await addRepository(world, repository, owner);
  await installHook(world, 'hook', undefined, owner);
  const times: Times = { pushMs: [], rowMs: [] };
  for (let push = -WARM_UP; push < pushes; push += 1) {
    writeFileSync(join(clone, 'file'), `${push}`);
    git('add', '--all');
    git(
      '-c',
      'user.name=bench',
      '-c',
      'user.email=bench@localhost',
      'commit',
      '--quiet',
      '--message',
      `push ${push}`,
    );
    const commit = git('rev-parse', 'HEAD').toString().trim();
    const heard = rowOf(commit);
    const startMs = performance.now();
    // Not waited for: the platform is in this process, and hears of the push while it goes on.
    const pushed = promisify(execFile)('git', ['push', '--quiet', bare, 'main'], { cwd: clone });
    const [rowAtMs, pushedMs] = await Promise.all([heard, pushed.then(() => performance.now())]);
    if (push < 0) continue;
    times.pushMs.push(pushedMs - startMs);
    times.rowMs.push(rowAtMs - startMs);
  }
  return times;
}

/** When the run of a commit is first told of. */
function rowOf(commit: string): Promise<number> {
  const { promise: row, resolve } = Promise.withResolvers<number>();
  const following = deployer.feed.follow({
    push({ data }) {
      if (data.commit === commit) {
        resolve(performance.now());
        following.close();
      }
      return true;
    },
    end() {},
  });
  return row;
}

/** A forge posts to the platform on loopback; its answer comes when the row is there. */
async function byWebhook(served: FastifyInstance): Promise<number[]> {
  served.setValidatorCompiler(validatorCompiler);
  served.setSerializerCompiler(serializerCompiler);
  await served.register(webhookRoute, world);
  const address = await served.listen({ host: '127.0.0.1', port: 0 });
  const repository = {
    name: 'webhook',
    url: 'https://git.example/a.git',
    targetBranch: 'main',
    pollMs: null,
  };
  await addRepository(world, { ...repository, webhookSecret: { env: 'SECRET' } }, owner);
  const times: number[] = [];
  for (let push = -WARM_UP; push < pushes; push += 1) {
    const after = (push + WARM_UP + 1).toString(16).padStart(40, '0');
    const body = JSON.stringify({ ref: 'refs/heads/main', after, sender: { login: 'ann' } });
    const startMs = performance.now();
    const answer = await fetch(`${address}/deployer/hooks/github/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': after,
        'x-hub-signature-256': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
      },
      body,
    });
    const { runs } = (await answer.json()) as { runs: { isNew: boolean }[] };
    if (answer.status !== 202 || !runs[0]?.isNew) throw new Error(`answered with ${answer.status}`);
    if (push >= 0) times.push(performance.now() - startMs);
  }
  return times;
}

function describe({ hook, webhook }: { hook: Times; webhook: number[] }): string {
  const loads = [before, loadavg()[0] ?? 0].map((load) => load.toFixed(1)).join(' → ');
  return [
    '# notice-push',
    '',
    'How long does it take from a push to the row of its run?',
    '',
    `- command: \`${['node bench/notice-push.ts', ...process.argv.slice(2)].join(' ')}\``,
    `- machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${formatBytes(totalmem())}, Linux ${release()}, Node ${process.version}`,
    `- ${pushes} pushes after ${WARM_UP} of warm-up; load average ${loads}; rows are durable when they count`,
    '',
    '| from | to | p50 ms | p95 ms |',
    '| --- | --- | ---: | ---: |',
    row('start of git push', 'row, by the hook', hook.rowMs),
    row('start of git push', 'its end, which the hook is a part of', hook.pushMs),
    row('start of the POST', 'answer, with the row there, by a webhook', webhook),
    '',
  ].join('\n');
}

function row(from: string, to: string, times: readonly number[]): string {
  const sorted = times.toSorted((one, next) => one - next);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1);
  return `| ${from} | ${to} | ${at(0.5)} | ${at(0.95)} |`;
}

function keep(text: string): void {
  const machine = `${cpus()[0]?.model ?? 'unknown'} ${cpus().length} cores`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const results = new URL(`results/${new Date().toISOString().slice(0, 10)}-${machine}/`, import.meta.url);
  mkdirSync(results, { recursive: true });
  writeFileSync(fileURLToPath(new URL('notice-push.md', results)), text);
}
