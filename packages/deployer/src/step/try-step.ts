import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, deployerError, durationMs, type ErrorReply, toErrorReply } from '@oremill/types';
import { isInside } from '../store/archive.ts';
import type { Enclosure } from './isolation.ts';
import { type CommandEnd, runCommand } from './run-command.ts';
import { startServices } from './services.ts';
import type { StepTools } from './step-runner.ts';
import type { StepWork } from './step-work.ts';
import { inWords, whyFailed } from './why-failed.ts';

/** However often a step is tried again. */
const DELAY_MS_MAX = 60 * 60_000;

/** How one try of a step came out; `end` is missing where its command never began. */
export interface Tried {
  readonly end?: CommandEnd;
  readonly error?: ErrorReply | undefined;
}

/** What every process of a step has. */
export interface Surroundings {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly clean: (line: string, isCut: boolean) => string;
  readonly enclosure: Enclosure;
  readonly makeMark: () => string;
}

/** Does services and command, again where it may, until it passes or the tries are over. */
export async function tryOften(
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
    tools.say(inWords(tried.error));
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
