import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from './app-options.ts';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
const ANSWER_TIMEOUT_MS = 5_000;

/** What was asked for until an app was ready, for those who want to know why it was not. */
export interface Probes {
  count: number;
  /** `http://127.0.0.1:41234/up answered 503` */
  last: string | undefined;
}

/** Asks until the app is ready. `urlNow` tells where it is, once it is known. */
export async function untilReady(
  urlNow: () => string | undefined,
  ready: Readiness,
  probes: Probes,
  signal: AbortSignal,
): Promise<string> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
    const url = urlNow();
    if (url !== undefined) {
      const asked = new URL(ready.http ?? '/', url).href;
      const answer = await ask(asked, signal);
      probes.count += 1;
      probes.last = `${asked} ${answer.text}`;
      if (isReady(answer.status, ready)) return url;
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  throw signal.reason;
}

function isReady(status: number | undefined, ready: Readiness): boolean {
  if (status === undefined) return false;
  return ready.status === undefined ? status >= 200 && status < 300 : status === ready.status;
}

/** A connection for itself: one that is kept would hold the app when it is to end. */
function ask(url: string, signal: AbortSignal): Promise<{ status?: number; text: string }> {
  return new Promise((resolve) => {
    const both = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]);
    const request = get(url, { agent: false, signal: both }, (reply) => {
      reply.resume();
      const to = reply.headers.location;
      const status = reply.statusCode ?? 0;
      resolve({ status, text: `answered ${status}${to === undefined ? '' : `, to ${to}`}` });
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve({ text: textOf(error, signal.aborted) }));
  });
}

function textOf(error: NodeJS.ErrnoException, isOver: boolean): string {
  if (error.code === 'ECONNREFUSED') return 'refused the connection';
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return isOver ? 'had not answered yet' : `did not answer within ${ANSWER_TIMEOUT_MS} ms`;
  return `failed: ${error.message}`;
}
