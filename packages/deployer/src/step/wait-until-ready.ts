import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ready } from '@oremill/types';
import { lineMatcher } from './match-line.ts';

export interface ReadyOptions {
  readonly port: number;
  /** Resolves when a line matches; rejects where none can be matched. */
  readonly whenLine: (matches: (line: string) => boolean) => Promise<void>;
  /** Whether a command in the service's place exits with 0. */
  readonly succeeds: (command: string | readonly string[]) => Promise<boolean>;
  readonly signal: AbortSignal;
}

const ASK_MS = 100;
const ANSWER_MS_MAX = 5_000;

/** Resolves when a service is ready, or when the signal aborts. Without a condition it is ready at once. */
export async function waitUntilReady(ready: Ready | undefined, options: ReadyOptions): Promise<void> {
  if (ready === undefined) return;
  if ('log' in ready) {
    await Promise.race([options.whenLine(lineMatcher(ready.log)), whenAborted(options.signal)]);
    return;
  }
  while (!options.signal.aborted) {
    if (await isReady(ready, options)) return;
    await sleep(ASK_MS);
  }
}

/** What is waited for, for people. */
export function readyInWords(ready: Ready | undefined, port: number): string {
  if (ready === undefined) return 'its start';
  if ('log' in ready) return `a line that matches /${ready.log}/`;
  if ('http' in ready) return `an answer of ${urlOf(ready.http, port)}`;
  if ('port' in ready) return `a connection to port ${ready.port === 'PORT' ? port : ready.port}`;
  return 'its command to succeed';
}

type Asked = Exclude<Ready, { log: string }>;

async function isReady(ready: Asked, { port, signal, succeeds }: ReadyOptions): Promise<boolean> {
  if ('http' in ready) return answers(urlOf(ready.http, port), signal);
  if ('port' in ready) {
    const wanted = ready.port === 'PORT' ? port : ready.port;
    return (await accepts('127.0.0.1', wanted)) || (await accepts('::1', wanted));
  }
  return succeeds(ready.command);
}

function urlOf(http: string, port: number): string {
  return /^https?:/.test(http) ? http : new URL(http, `http://127.0.0.1:${port}`).href;
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const reply = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
    });
    await reply.body?.cancel();
    return reply.status < 400;
  } catch {
    // It does not listen yet, or does not answer yet: it is asked again.
    return false;
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWER_MS_MAX });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
