import type { TextOrBytes } from '@oremill/types';
import { ConnectionLost, NodeConnection } from './client/connection.ts';
import { type Reply, ReplyError } from './client/reply.ts';
import { toText } from './http/text-or-bytes.ts';

export interface CommandTarget {
  readonly address: { readonly host: string; readonly port: number };
  readonly password: string;
}

export type JsonReply = TextOrBytes | number | null | { readonly error: string } | readonly JsonReply[];

/** Runs one command as a client would, so that a console shows what clients see. */
export async function runCommand(
  { address, password }: CommandTarget,
  dataset: string | undefined,
  command: readonly Buffer[],
): Promise<JsonReply> {
  if (isWord(command[0], 'client') && isWord(command[1], 'reply')) {
    return { error: 'ERR CLIENT REPLY is not offered here: each command has its own connection' };
  }
  const access = { seeds: [], user: undefined, password, tls: undefined };
  const connection = await NodeConnection.open(address, access);
  try {
    if (dataset !== undefined) {
      const selected = await connection.command('SELECT', dataset);
      if (selected instanceof ReplyError) return toJson(selected);
    }
    return toJson(await connection.command(...command));
  } catch (error) {
    // QUIT, or HELLO 3, whose replies this connection does not understand.
    if (!(error instanceof ConnectionLost)) throw error;
    return { error: 'ERR the connection ended with this command' };
  } finally {
    connection.close();
  }
}

function isWord(part: Buffer | undefined, word: string): boolean {
  return part?.toString('latin1').toLowerCase() === word;
}

function toJson(reply: Reply): JsonReply {
  if (reply === null || typeof reply === 'string' || typeof reply === 'number') return reply;
  if (reply instanceof ReplyError) return { error: reply.message };
  if (Buffer.isBuffer(reply)) return toText(reply);
  return (reply as readonly Reply[]).map(toJson);
}
