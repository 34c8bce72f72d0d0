import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly url: string;
  /** Connections that were cut so far. */
  readonly cuts: () => number;
  readonly close: () => Promise<void>;
}

/**
 * Passes bytes on to a server on this machine and, as long as `shouldCut` says so, breaks a connection once this many
 * bytes have come back on it.
 */
export async function cutConnections(
  target: string,
  bytesMax: number,
  shouldCut: (cuts: number) => boolean,
): Promise<CuttingProxy> {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    const isCut = shouldCut(cuts);
    let bytes = 0;
    client.pipe(upstream);
    upstream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (!isCut || bytes <= bytesMax) return client.write(chunk);
      cuts += 1;
      client.write(chunk.subarray(0, chunk.length - (bytes - bytesMax)), () => client.resetAndDestroy());
      upstream.destroy();
    });
    upstream.on('end', () => client.end());
    client.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
