import type { TextOrBytes } from '@oremill/types';
import { bytesOf } from '../format/text-or-bytes.ts';
import { ApiFailure, toFailure, unreachable } from './failure.ts';
import { runCommand } from './kv.ts';
import { addressOf, isAddressable } from './value-address.ts';

/** A value, or its beginning where it is long. */
export interface StoredValue {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Of all of it; undefined when it was cut and nobody said how long it is. */
  readonly totalBytes: number | undefined;
  readonly isWhole: boolean;
  /** Names these bytes; a write that carries it happens only while they are still there. */
  readonly etag: string | undefined;
  readonly expiresAt: string | undefined;
}

/** Reads at most so many bytes of a value; the rest stays where it is. */
export function readValue(
  { dataset, key, bytesMax }: { dataset: string; key: TextOrBytes; bytesMax: number },
  signal: AbortSignal,
): Promise<StoredValue> {
  return isAddressable(key)
    ? readAtAddress(addressOf(dataset, key), bytesMax, signal)
    : readByCommands(dataset, key, bytesMax, signal);
}

export interface ValueWrite {
  readonly dataset: string;
  readonly key: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ttlSeconds: number | undefined;
  /** The value that is replaced; without one the key must be new. */
  readonly etag: string | undefined;
}

/** Compare-and-set: rejects with CONDITION_FAILED when somebody else was faster. */
export async function writeValue({ dataset, key, bytes, ttlSeconds, etag }: ValueWrite): Promise<void> {
  const query = ttlSeconds === undefined ? '' : `?ttlSeconds=${ttlSeconds}`;
  await send(addressOf(dataset, key) + query, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      ...(etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag }),
    },
    body: bytes,
  });
}

/** Deletes what was seen: rejects with CONDITION_FAILED when it is another value by now. */
export async function deleteValue(
  dataset: string,
  key: TextOrBytes,
  etag: string | undefined,
): Promise<void> {
  if (!isAddressable(key)) {
    await commandReply(['DEL', key], dataset);
    return;
  }
  const headers = etag === undefined ? {} : { 'if-match': etag };
  await send(addressOf(dataset, key), { method: 'DELETE', headers });
}

/** Sets when an entry ends; undefined: never. The value stays as it is. */
export async function setTtl(
  dataset: string,
  key: TextOrBytes,
  ttlSeconds: number | undefined,
): Promise<void> {
  const command =
    ttlSeconds === undefined
      ? (['PERSIST', key] as const)
      : (['PEXPIRE', key, String(Math.round(ttlSeconds * 1000))] as const);
  await commandReply(command, dataset);
}

async function send(address: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, { cache: 'no-store', credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachable(error);
  }
  if (!response.ok) throw toFailure(await response.json().catch(() => undefined), response.status);
  return response;
}

async function readAtAddress(address: string, bytesMax: number, signal: AbortSignal): Promise<StoredValue> {
  const { headers, body } = await send(address, { signal });
  const pieces: Uint8Array[] = [];
  let bytesRead = 0;
  let isWhole = true;
  const reader = body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done || !value) break;
    pieces.push(value);
    bytesRead += value.length;
    if (bytesRead <= bytesMax) continue;
    isWhole = false;
    await reader?.cancel();
    break;
  }
  const length = Number(headers.get('content-length') ?? Number.NaN);
  const expires = Date.parse(headers.get('expires') ?? '');
  return {
    bytes: joinBytes(pieces, Math.min(bytesRead, bytesMax)),
    totalBytes: isWhole ? bytesRead : Number.isNaN(length) ? undefined : length,
    isWhole,
    etag: headers.get('etag') ?? undefined,
    expiresAt: Number.isNaN(expires) ? undefined : new Date(expires).toISOString(),
  };
}

function joinBytes(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece.subarray(0, length - at), at);
    at += Math.min(piece.length, length - at);
  }
  return joined;
}

async function readByCommands(
  dataset: string,
  key: TextOrBytes,
  bytesMax: number,
  signal: AbortSignal,
): Promise<StoredValue> {
  const [length, beginning, ttlMs] = await Promise.all([
    commandReply(['STRLEN', key], dataset, signal),
    commandReply(['GETRANGE', key, '0', String(bytesMax - 1)], dataset, signal),
    commandReply(['PTTL', key], dataset, signal),
  ]);
  const NO_SUCH_KEY = -2;
  if (ttlMs === NO_SUCH_KEY) {
    throw new ApiFailure({ code: 'KEY_MISSING', message: `${dataset} has no such key` }, 404);
  }
  const bytes = bytesOf(beginning as TextOrBytes);
  return {
    bytes,
    totalBytes: Number(length),
    isWhole: bytes.length === Number(length),
    etag: undefined,
    expiresAt: Number(ttlMs) < 0 ? undefined : new Date(Date.now() + Number(ttlMs)).toISOString(),
  };
}

/** A reply that is no error; the error that it else is. */
async function commandReply(
  command: readonly TextOrBytes[],
  dataset: string,
  signal?: AbortSignal,
): Promise<unknown> {
  const reply = await runCommand(command, dataset, signal);
  if (typeof reply === 'object' && reply !== null && 'error' in reply) {
    throw new ApiFailure({ code: 'COMMAND_REFUSED', message: String(reply.error) }, 409);
  }
  return reply;
}
