import { webtestError } from '../errors.ts';
import { type AppOptions, type RunningApp, START_TIMEOUT_MS, STOP_TIMEOUT_MS } from './app-options.ts';
import { type PortPlan, planPort } from './app-port.ts';
import { type AppProcess, spawnApp } from './app-process.ts';
import { explain } from './explain.ts';
import { type Probes, untilReady } from './probe.ts';

/** A port that was free may be somebody else's by the time that the app listens. */
const STARTS_MAX = 3;

/**
 * Starts an app, in any language, on a loopback port that nobody else has, and waits until it is ready. It ends with
 * everything that it has started: when it is stopped, and when this process is no more, also by SIGKILL.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  for (let start = 1; ; start += 1) {
    const plan = await planPort(options);
    const app = spawnApp({
      ...plan.spawned,
      directory: options.directory,
      env: { ...plan.spawned.env, ...options.env },
    });
    plan.release();
    const { outcome, url, probes } = await race(app, plan, options);
    const isTaken = plan.isTaken(app);
    if (outcome === 'ready' && url !== undefined && !isTaken) return running(app, url, options);
    const explanation = explain(app, outcome, probes, url ?? plan.urlOf(app)());
    await app.stop(0);
    if (isTaken && start < STARTS_MAX) continue;
    const why = isTaken ? 'has lost its port to another process' : outcome;
    throw webtestError('APP_NOT_READY', `${nameOf(plan)} ${why}\n${explanation}`, {
      hint: 'What it printed tells more; `ready` says what is asked for, `port` how it gets its port.',
    });
  }
}

interface Outcome {
  /** `ready`, or how it has ended, or that its time is over. */
  readonly outcome: string;
  readonly url?: string | undefined;
  readonly probes: Probes;
}

/** Readiness, the end of the process and the time: whatever comes first. */
async function race(app: AppProcess, plan: PortPlan, options: AppOptions): Promise<Outcome> {
  const { ready = {} } = options;
  const timeoutMs = ready.timeoutMs ?? START_TIMEOUT_MS;
  const probes: Probes = { count: 0, last: undefined };
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  const url = untilReady(plan.urlOf(app), ready, probes, over.signal).catch(() => undefined);
  const outcome = await Promise.race([
    app.ended,
    url.then((found) => (found === undefined ? `was not ready within ${timeoutMs} ms` : 'ready')),
  ]);
  clearTimeout(timer);
  over.abort();
  return { outcome, url: outcome === 'ready' ? await url : undefined, probes };
}

function running(app: AppProcess, url: string, options: AppOptions): RunningApp {
  const stop = () => app.stop(options.stopTimeoutMs ?? STOP_TIMEOUT_MS);
  return {
    url,
    port: Number(new URL(url).port),
    pid: app.pid ?? 0,
    output: (sinceMs) => app.output.text(sinceMs),
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}

/** Without the shell that an inherited socket needs before it. */
function nameOf({ spawned: { command } }: PortPlan): string {
  return (command[0] === '/bin/sh' && command[3] === 'sh' ? command.slice(4) : command).join(' ');
}
