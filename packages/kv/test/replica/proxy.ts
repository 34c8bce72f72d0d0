import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What goes from the leader to a follower; undefined cuts the connection. */
export type Tamper = (bytes: Buffer) => Buffer | undefined;

/** Stands between a follower and its leader, whose port is asked for at each connection; its own port. */
export async function startProxy(port: () => number, tamper: Tamper): Promise<number> {
  const sockets = new Set<Socket>();
  const proxy = createServer((inner) => {
    const outer = connect({ host: '127.0.0.1', port: port() });
    const end = () => {
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) {
      sockets.add(socket);
      socket.on('error', end);
      socket.on('close', end);
    }
    inner.on('data', (bytes: Buffer) => outer.write(bytes));
    outer.on('data', (bytes: Buffer) => {
      const tampered = tamper(bytes);
      if (tampered === undefined) end();
      else if (!inner.write(tampered)) {
        outer.pause();
        inner.once('drain', () => outer.resume());
      }
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  });
  return (proxy.address() as AddressInfo).port;
}
