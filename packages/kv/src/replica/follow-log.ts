import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { LogPlace } from '../command/leader-control.ts';
import { FrameStream, type StreamPlace } from './frame-stream.ts';
import type { LeaderClient } from './leader-client.ts';

/** Where what the leader logs goes. */
export interface LogSink {
  /** Where its own log ends. */
  readonly place: StreamPlace;
  /** Whole frames that come behind its end. Resolves when it takes more, unless it does. */
  follow(frames: readonly Buffer[]): Promise<void> | undefined;
  /** Goes on in the next file. */
  followFile(): Promise<void>;
}

export interface FollowLog {
  readonly client: LeaderClient;
  readonly dataset: string;
  readonly sink: LogSink;
  /** After each reply: up to where the sink has all, and where the leader's log ended then. */
  readonly onPlace: (position: number, leaderEnd: number) => void;
  readonly signal: AbortSignal;
}

/** The leader answers when there is something, or after so long: then it is known to be there. */
const WAIT_MS = 5000;
/** What is done to a table between two turns of the event loop: a millisecond or two. */
const TURN_BYTES = 64 * 1024;
/** Behind a piece that is shorter than this we wait a little: a busy leader then answers few times for many writes. */
const SHORT_BYTES = 64 * 1024;
const SHORT_WAIT_MS = 1;

/** Does what a leader logs until the signal or the connection ends it. Rejects with LOG_PASSED when the leader has not what comes next. */
export async function followLog({ client, dataset, sink, onPlace, signal }: FollowLog): Promise<void> {
  const stream = new FrameStream(sink.place);
  const id = sink.place.id.toString('hex');
  // The first reply says at once how far the leader is.
  for (let waitMs = 0; !signal.aborted; waitMs = WAIT_MS) {
    const place: LogPlace = { dataset, id, position: stream.end };
    const { bytes, end } = await client.log(place, waitMs);
    for (const logged of stream.push(bytes)) {
      if ('file' in logged) await sink.followFile();
      else await followInTurns(logged.frames, sink, signal);
      if (signal.aborted) return;
    }
    onPlace(sink.place.position, end);
    if (bytes.length > 0 && bytes.length < SHORT_BYTES) await pause(SHORT_WAIT_MS);
  }
}

async function followInTurns(frames: readonly Buffer[], sink: LogSink, signal: AbortSignal): Promise<void> {
  let turn: Buffer[] = [];
  let bytes = 0;
  for (const frame of frames) {
    turn.push(frame);
    bytes += frame.length;
    if (bytes < TURN_BYTES) continue;
    await sink.follow(turn);
    turn = [];
    bytes = 0;
    await nextTurn();
    if (signal.aborted) return;
  }
  if (turn.length > 0) await sink.follow(turn);
}
