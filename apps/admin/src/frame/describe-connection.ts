import { formatInstant, type Zone } from '../format/time.ts';
import type { ConnectionStatus } from '../live/connection.ts';

export interface ConnectionLook {
  readonly role: 'ok' | 'idle' | 'warning';
  readonly mark: string;
  readonly word: string;
  readonly reason: string;
}

const STALE_MS = 10_000;

/** Live, on the way back, or stale: after ten seconds of silence the figures are called old. */
export function describeConnection(status: ConnectionStatus, nowMs: number, zone: Zone): ConnectionLook {
  if (status.kind === 'live')
    return { role: 'ok', mark: '●', word: 'live', reason: 'Changes arrive by themselves.' };
  if (nowMs - status.sinceMs < STALE_MS) {
    return {
      role: 'idle',
      mark: '◌',
      word: status.kind === 'connecting' ? 'connecting' : 'reconnecting',
      reason: 'Waiting for the platform to answer.',
    };
  }
  const clock = formatInstant(status.sinceMs, zone).slice(11, 16);
  return {
    role: 'warning',
    mark: '▲',
    word: `stale since ${clock}`,
    reason:
      'The platform does not answer, so what you see may be out of date. It is tried again all the time.',
  };
}
