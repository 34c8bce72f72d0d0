import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import { AppError } from '@oremill/types';
import type { Access, Address } from '../client/access.ts';
import { asAppError } from '../client/as-app-error.ts';
import { NodeConnection } from '../client/connection.ts';
import { listOf, type Reply, ReplyError } from '../client/reply.ts';
import type { ImagePlace, LogPiece, LogPlace } from '../command/leader-control.ts';
import {
  type LeaderList,
  type ListedSnapshot,
  leaderListSchema,
  listedSnapshotSchema,
} from './leader-list.ts';

/** What came is not what was sent: it is asked for again. */
export class PieceDamaged extends Error {}

/** The leader said no: nothing here is wrong. */
export class LeaderRefused extends AppError {}

/** Asked for at once: what one turn of a server reads, and a lost connection costs. */
export const PIECE_BYTES = 1024 * 1024;

type Part = string | number;

/** A connection to a leader. What it answers is checked before it is believed. */
export class LeaderClient {
  readonly #connection: NodeConnection;

  private constructor(connection: NodeConnection) {
    this.#connection = connection;
  }

  /** Rejects with ConnectionLost, or FORBIDDEN. It is closed when the signal says so. */
  static async open(access: Access, signal: AbortSignal): Promise<LeaderClient> {
    const [address] = access.seeds as readonly [Address];
    const client = new LeaderClient(await NodeConnection.open(address, access));
    if (signal.aborted) client.close();
    signal.addEventListener('abort', () => client.close(), { once: true });
    return client;
  }

  /** Undefined: nothing has changed for so long. */
  async list(follower: string, revision: string, waitMs: number): Promise<LeaderList | undefined> {
    const json = await this.#piece('LIST', follower, revision, waitMs);
    return json.length === 0 ? undefined : leaderListSchema.parse(JSON.parse(json.toString()));
  }

  image({ dataset, version, part }: ImagePlace, offset: number): Promise<Buffer> {
    return this.#piece('IMAGE', dataset, version, part, offset, PIECE_BYTES);
  }

  async snapshot(dataset: string): Promise<ListedSnapshot> {
    return listedSnapshotSchema.parse(JSON.parse((await this.#piece('SNAPSHOT', dataset)).toString()));
  }

  records(dataset: string, file: string, offset: number): Promise<Buffer> {
    return this.#piece('RECORDS', dataset, file, offset, PIECE_BYTES);
  }

  async log({ dataset, id, position }: LogPlace, waitMs: number): Promise<LogPiece> {
    const reply = await this.#ask('LOG', dataset, id, position, PIECE_BYTES, waitMs);
    const end = listOf(reply)[2];
    assert(typeof end === 'number', 'a leader says where its log ends');
    return { bytes: checked(reply), end };
  }

  async logChecksum({ dataset, id, position }: LogPlace, to: number): Promise<number> {
    return Number(await this.#ask('SUM', dataset, id, position, to));
  }

  close(): void {
    this.#connection.close();
  }

  async #piece(...parts: readonly Part[]): Promise<Buffer> {
    return checked(await this.#ask(...parts));
  }

  async #ask(...parts: readonly Part[]): Promise<Reply> {
    const reply = await this.#connection.command('KV.FOLLOW', ...parts);
    if (!(reply instanceof ReplyError)) return reply;
    if (reply.code === 'NOPERM') {
      throw new LeaderRefused('FORBIDDEN', `the leader says: ${reply.message.slice('NOPERM '.length)}`, {
        hint: 'On the leader, give that user the verb follow and these datasets: kv user add.',
      });
    }
    const { code, message, hint } = asAppError(reply);
    throw new LeaderRefused(code, message, hint === undefined ? {} : { hint });
  }
}

function checked(reply: Reply): Buffer {
  const [sum, bytes] = listOf(reply);
  if (Buffer.isBuffer(bytes) && crc32(bytes) === sum) return bytes;
  throw new PieceDamaged('a piece from the leader is not what it sent: its checksum is another');
}
