import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** Loopback ports that were free a moment ago, no two of them the same. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  // Closed together: none of them can be found twice.
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}
