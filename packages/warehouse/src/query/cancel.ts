import { connect } from 'node:net';
import { join } from 'node:path';
import type { ConnectionOptions } from '@oremill/runtime/database';

/** What the server told a connection at its start, so that it can be cancelled from another. */
export interface CancelKey {
  readonly processId: number;
  readonly secretKey: number;
}

const CANCEL_REQUEST = 80_877_102;
const CONNECT_MS_MAX = 5_000;

/**
 * Asks the server to cancel what the connection is doing (Postgres protocol, CancelRequest). The server does not
 * answer; the cancelled statement fails on its own connection.
 */
export function requestCancel(server: ConnectionOptions, key: CancelKey): Promise<void> {
  const message = Buffer.alloc(16);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(CANCEL_REQUEST, 4);
  message.writeInt32BE(key.processId, 8);
  message.writeInt32BE(key.secretKey, 12);
  const { host, port } = server;
  const socket = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect({ host, port });
  socket.setTimeout(CONNECT_MS_MAX, () => socket.destroy());
  return new Promise((resolve) => {
    // A server that is gone has cancelled everything.
    socket.on('error', () => {});
    socket.once('close', () => resolve());
    socket.end(message);
    socket.resume();
  });
}
