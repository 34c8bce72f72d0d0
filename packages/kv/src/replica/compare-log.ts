import { AppError, kvError } from '@oremill/types';
import type { LogFeed } from '../log/log-feed.ts';
import type { LeaderClient } from './leader-client.ts';

/** So much of the end of our log: frames know their place and what was on the leader's disk, so other ones differ soon. */
const COMPARED_BYTES = 4 * 1024 * 1024;

/**
 * Throws LOG_PASSED unless our log, all of it readable, is the beginning of the leader's: a leader can have lost its end in
 * a power cut or be a copy, and ours can have been written by somebody else.
 */
export async function compareLog(dataset: string, ours: LogFeed, client: LeaderClient): Promise<void> {
  for (let begun = -1; ; ) {
    const { start } = await client.snapshot(dataset);
    const to = ours.end;
    const from = Math.max(start, ours.start, to - COMPARED_BYTES);
    const place = { dataset, id: ours.id.toString('hex'), position: from };
    try {
      if (from < to && (await client.logChecksum(place, to)) === (await ours.checksum(from, to))) return;
    } catch (error) {
      // Its log may have begun anew since we asked where it begins: then there is less to compare.
      if (!hasPassed(error) || start === begun) throw error;
      begun = start;
      continue;
    }
    throw differs();
  }
}

/** The log that is asked for has not what was asked for any more. */
export function hasPassed(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'LOG_PASSED';
}

function differs(): AppError {
  return kvError('LOG_PASSED', 'the end of the log here is not in the log of the leader', {
    hint: 'It is pulled anew.',
  });
}
