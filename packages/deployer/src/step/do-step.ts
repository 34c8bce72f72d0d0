import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, deployerError, durationMs, type ErrorReply, toErrorReply } from '@oremill/types';
import { isInside } from '../store/archive.ts';
import { matchFiles } from '../store/match-files.ts';
import { type Enclosure, encloseBy } from './isolation.ts';
import { maskSecrets } from './mask-secrets.ts';
import { readSecrets } from './read-secrets.ts';
import { type CommandEnd, runCommand } from './run-command.ts';
import { startServices } from './services.ts';
import { keepArtifacts, unpackArtifacts } from './step-artifacts.ts';
import { restoreCaches } from './step-caches.ts';
import { stepEnvironment } from './step-environment.ts';
import type { StepTools } from './step-runner.ts';
import type { StepOutcome, StepWork } from './step-work.ts';
import { whyFailed } from './why-failed.ts';

/** However often a step is tried again. */
const DELAY_MS_MAX = 60 * 60_000;

/** How one try of a step came out; `end` is missing where its command never began. */
interface Tried {
  readonly end?: CommandEnd;
  readonly error?: ErrorReply | undefined;
}

/** What every process of a step has. */
interface Surroundings {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly clean: (line: string, isCut: boolean) => string;
  readonly enclosure: Enclosure;
  readonly makeMark: () => string;
}

/** Secrets → artifacts of steps before → caches → services and command, as often as it may → artifacts → caches. */
export async function doStep(work: StepWork, signal: AbortSignal, tools: StepTools): Promise<StepOutcome> {
  signal.throwIfAborted();
  const { marks } = tools;
  const root = await realpath(work.workspace);
  const { enclosure, env } = await enclose(work, root, tools);
  const secrets = await secretsOf(work, root, signal, tools);
  const own: string[] = [];
  const makeMark = () => {
    const mark = marks.add(work.runId);
    own.push(mark);
    return mark;
  };
  try {
    await unpackArtifacts(work, root, tools);
    const saveCaches = await restoreCaches(work, root, tools);
    const clean = maskSecrets(Object.values(secrets));
    const { end, error } = await tryOften(
      work,
      { root, env, secrets, clean, enclosure, makeMark },
      signal,
      tools,
    );
    if (end?.by === 'cancel') signal.throwIfAborted();
    const hasPassed = error === undefined;
    const artifacts = await keepArtifacts(work, root, hasPassed, tools);
    if (hasPassed) await saveCaches();
    const reports = await matchFiles(root, work.planned.definition.reports);
    return {
      state: hasPassed ? 'passed' : 'failed',
      exitCode: end?.exitCode,
      signal: end?.signal,
      error,
      artifacts,
      reports: reports.map((path) => join(root, path)),
    };
  } finally {
    for (const mark of own) {
      await enclosure.end(mark);
      marks.remove(mark);
    }
  }
}

async function enclose(work: StepWork, root: string, tools: StepTools) {
  const { environment, folder, passOn } = tools;
  const run = join(folder, 'runs', work.runId);
  const folders = { home: join(run, 'home'), temporary: join(run, 'tmp') };
  for (const own of Object.values(folders)) await mkdir(own, { recursive: true, mode: 0o700 });
  const enclosure = encloseBy(work.planned.definition.isolation, {
    path: environment.PATH ?? '',
    workspace: root,
    folders,
    hidden: ['/root', '/home', '/tmp', environment.HOME ?? '/root', dirname(folder)],
    readOnly: [join(folder, 'mirrors', `${work.repository}.git`)],
  });
  return { enclosure, env: stepEnvironment(work, { engine: environment, passOn, folders }) };
}

async function secretsOf(work: StepWork, root: string, signal: AbortSignal, { environment, say }: StepTools) {
  const names = work.planned.definition.secrets;
  if (names.length === 0) return {};
  if (work.isTrusted)
    return readSecrets(names, work.pipeline.secrets, { environment, workspace: root, signal });
  say(`a run of a fork gets no secrets: ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not set`);
  return {};
}

async function tryOften(
  work: StepWork,
  around: Surroundings,
  signal: AbortSignal,
  tools: StepTools,
): Promise<Tried> {
  const { retries } = work.planned.definition;
  const triesMax = 1 + (retries?.times ?? 0);
  for (let tries = 1; ; tries += 1) {
    const tried = await tryOnce(work, around, signal, tools);
    if (tried.error === undefined || tried.end?.by === 'cancel' || signal.aborted) return tried;
    tools.say(tried.error.message);
    if (retries === undefined || tries === triesMax) return tried;
    const delayMs = Math.min(durationMs(retries.delay) * retries.factor ** (tries - 1), DELAY_MS_MAX);
    tools.say(`try ${tries + 1} of ${triesMax} begins in ${delayMs} ms`);
    await sleep(delayMs, undefined, { signal });
  }
}

async function tryOnce(
  work: StepWork,
  around: Surroundings,
  signal: AbortSignal,
  tools: StepTools,
): Promise<Tried> {
  const { clock, graceMs, say } = tools;
  const { definition, name } = work.planned;
  const { clean, enclosure, env, makeMark, root, secrets } = around;
  const onLine = (stream: 'out' | 'err', text: string) =>
    work.log.write({ atMs: clock.nowMs(), stream, text });
  const argvOf = enclosure.argvOf;
  const folderOf = (directory: string) => folderInside(root, directory);
  const folder = await folderOf(definition.directory ?? '.');
  const wanted = definition.services.flatMap((service) => {
    const found = work.pipeline.services[service];
    return found === undefined ? [] : [{ name: service, definition: found }];
  });
  const serviceBroke = new AbortController();
  try {
    const services = await startServices(wanted, {
      env,
      folderOf,
      argvOf,
      makeMark,
      clean,
      onLine,
      graceMs,
      signal,
    });
    try {
      services.broken.catch(() => serviceBroke.abort());
      const own = {
        run: definition.run,
        folder,
        env: { ...env, ...services.env, ...secrets },
        mark: makeMark(),
      };
      const end = await runCommand({
        ...own,
        argv: argvOf(own),
        clean,
        onLine,
        timeoutMs: durationMs(definition.timeout),
        graceMs,
        signal: AbortSignal.any([signal, serviceBroke.signal]),
      });
      if (end.by === 'cancel' && !signal.aborted) await services.broken;
      if (end.leftCount > 0) say(`${end.leftCount} processes that the step had left were ended`);
      return { end, error: whyFailed(name, end, definition.timeout) };
    } finally {
      await services.close();
    }
  } catch (error) {
    // Another try may have more luck with a service.
    if (error instanceof AppError && error.code === 'SERVICE_FAILED') return { error: toErrorReply(error) };
    throw error;
  }
}

/** Also through links a step does not begin outside of its workspace. */
async function folderInside(root: string, directory: string): Promise<string> {
  const folder = await realpath(join(root, directory)).catch(() => undefined);
  if (folder !== undefined && isInside(root, folder)) return folder;
  throw deployerError('STEP_FAILED', `there is no directory ${directory} in the repository`);
}
