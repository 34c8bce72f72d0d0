import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Requests as bytes, with the length of the reply that each is known to get. */
export interface FixedRequest {
  readonly bytes: Buffer;
  readonly replyBytes: number;
}

const TIMEOUT_MS = 60_000;

/** Bytes of the reply to a request; it has come when `isWhole` says so. */
export async function askOnce(
  port: number,
  bytes: Buffer,
  isWhole: (reply: Buffer) => boolean,
): Promise<Buffer> {
  const socket = await open(port);
  try {
    socket.write(bytes);
    let reply = Buffer.alloc(0);
    while (!isWhole(reply)) reply = Buffer.concat([reply, (await once(socket, 'data'))[0] as Buffer]);
    return reply;
  } finally {
    socket.destroy();
  }
}

/**
 * Seconds that so many requests take over connections of which each waits for its reply. Replies are counted, not read:
 * the client is as cheap as can be, and the same for any protocol.
 */
export async function sendFixed(
  port: number,
  requests: readonly FixedRequest[],
  { connections, count }: { readonly connections: number; readonly count: number },
): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(port)));
  let sent = 0;
  const next = () => (sent < count ? requests[sent++ % requests.length] : undefined);
  const startMs = performance.now();
  try {
    await Promise.all(sockets.map((socket) => sendAll(socket, next)));
    return (performance.now() - startMs) / 1000;
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function sendAll(socket: Socket, next: () => FixedRequest | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let awaited = 0;
    const send = () => {
      const request = next();
      if (!request) return resolve();
      awaited = request.replyBytes;
      socket.write(request.bytes);
    };
    socket.on('data', (chunk: Buffer) => {
      awaited -= chunk.length;
      if (awaited < 0) reject(new Error(`a reply is ${-awaited} bytes longer than before`));
      else if (awaited === 0) send();
    });
    socket.on('error', reject);
    socket.setTimeout(TIMEOUT_MS, () => reject(new Error(`a reply is ${awaited} bytes shorter than before`)));
    send();
  });
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  return socket;
}
