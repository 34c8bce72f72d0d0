import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FailingProxy {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Passes requests on to a server on this machine, but for those whose connection `shouldBreak` wants broken. */
export async function breakRequests(
  target: string,
  shouldBreak: (request: IncomingMessage) => boolean,
): Promise<FailingProxy> {
  const server = createServer((incoming, response) => {
    if (shouldBreak(incoming)) {
      incoming.socket.destroy();
      return;
    }
    const { method, url, headers } = incoming;
    const outgoing = request(new URL(url ?? '/', target), { method, headers }, (reply) => {
      response.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(response);
    });
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
