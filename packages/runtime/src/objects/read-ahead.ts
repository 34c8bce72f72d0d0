import { setTimeout as sleep } from 'node:timers/promises';
import type { Bytes } from '@oremill/types';
import { AppError, platformError } from '@oremill/types/errors';
import type { ByteRange, Objects, StoredObject } from './objects.ts';

export interface ReadAheadOptions {
  readonly signal?: AbortSignal | undefined;
  /** Read in one request, bytes. */
  readonly pieceBytes?: Bytes;
  /** Read at once, and so the pieces that are in memory. */
  readonly piecesMax?: number;
  /** Failures without a byte in between that end the reading. */
  readonly attemptsMax?: number;
}

const PIECE_BYTES = 2 * 1024 * 1024;
const PIECES_MAX = 4;
const ATTEMPTS_MAX = 6;
/** Before the second attempt; twice as long before each further one. */
const PAUSE_MS = 100;

/**
 * A range of an object, in order, with requests for the next pieces under way while one is used. A request that breaks
 * is made again from where it stopped. All pieces are of the version that was found, else OBJECT_CHANGED.
 */
export async function* readAhead(
  objects: Objects,
  object: Pick<StoredObject, 'uri' | 'version'>,
  range: Required<ByteRange>,
  options: ReadAheadOptions = {},
): AsyncGenerator<Buffer, void> {
  const { pieceBytes = PIECE_BYTES, piecesMax = PIECES_MAX, attemptsMax = ATTEMPTS_MAX } = options;
  const stop = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal;
  const pieces: Promise<Buffer>[] = [];
  let next = range.start;
  const request = () => {
    const start = next;
    next = Math.min(start + pieceBytes, range.end);
    const piece = readPiece(objects, object, { start, end: next }, { attemptsMax, signal });
    // It is awaited in its turn, which never comes when an earlier one fails.
    piece.catch(() => undefined);
    pieces.push(piece);
  };
  try {
    for (;;) {
      while (pieces.length < piecesMax && next < range.end) request();
      const piece = pieces.shift();
      if (piece === undefined) return;
      yield await piece;
    }
  } finally {
    stop.abort();
  }
}

async function readPiece(
  objects: Objects,
  { uri, version }: Pick<StoredObject, 'uri' | 'version'>,
  { start, end }: Required<ByteRange>,
  { attemptsMax, signal }: { attemptsMax: number; signal: AbortSignal },
): Promise<Buffer> {
  const piece = Buffer.allocUnsafeSlow(end - start);
  let filled = 0;
  for (let failures = 0; ; ) {
    const before = filled;
    try {
      // One of its own, because clients leave their listeners on it.
      const request = { version, signal: AbortSignal.any([signal]) };
      const stream = await objects.read(uri, { start: start + filled, end }, request);
      for await (const chunk of stream as AsyncIterable<Buffer>) filled += chunk.copy(piece, filled);
      if (filled === piece.length) return piece;
      throw new Error('the connection ended early');
    } catch (error) {
      signal.throwIfAborted();
      // A server that lets a little through each time is slow, not broken.
      failures = filled > before ? 1 : failures + 1;
      if (!isPassing(error)) throw error;
      if (failures >= attemptsMax) throw brokenOff(uri, start + filled, failures, error);
    }
    await sleep(PAUSE_MS * 2 ** (failures - 1), undefined, { signal });
  }
}

/** Whether another attempt may go better. Anything that is not an AppError is of the connection. */
function isPassing(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'OBJECT_UNREADABLE';
}

function brokenOff(uri: string, at: Bytes, attempts: number, error: unknown): AppError {
  const reason = error instanceof AppError ? error.message : `cannot read ${uri}: ${nameOf(error)}`;
  return platformError('OBJECT_UNREADABLE', `${reason}, at byte ${at} after ${attempts} attempts`, {
    hint: 'Check the connection to the server, and what its log says.',
  });
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
