import { rmSync, statSync } from 'node:fs';
import {
  type AddressInfo,
  connect,
  createServer as createNetServer,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { kvError } from '@oremill/types';

/** Where to listen: a port of an interface (0: any free one), or the path of a unix socket. */
export type ListenPlace = { readonly host: string; readonly port: number } | { readonly path: string };

/** PEM texts. */
export interface TlsOptions {
  readonly key: string;
  readonly cert: string;
  /** Clients have to have a certificate of this authority. */
  readonly ca?: string;
}

const HANDSHAKE_MS_MAX = 10_000;
const BACKLOG = 1024;

/** Listens; `accept` gets sockets that are ready to speak RESP. */
export async function listen(
  place: ListenPlace,
  tls: TlsOptions | undefined,
  accept: (socket: Socket) => void,
): Promise<Server> {
  const options = { noDelay: true, keepAlive: true, allowHalfOpen: true, pauseOnConnect: tls === undefined };
  const server =
    tls === undefined
      ? createNetServer(options, accept)
      : createTlsServer(
          {
            ...options,
            ...tls,
            minVersion: 'TLSv1.2',
            handshakeTimeout: HANDSHAKE_MS_MAX,
            requestCert: tls.ca !== undefined,
            rejectUnauthorized: tls.ca !== undefined,
          },
          accept,
        );
  // A client that fails at its handshake is no event of ours.
  server.on('tlsClientError', () => {});
  if ('path' in place && (await isAbandoned(place.path))) rmSync(place.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(place, error)));
    server.listen({ ...place, backlog: BACKLOG }, resolve);
  });
  return server;
}

/** A socket file that a crash left: nobody answers on it, and it would keep us from listening. */
function isAbandoned(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    // An ordinary file refuses as well: it is not ours to remove.
    socket.once('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ECONNREFUSED' && statSync(path, { throwIfNoEntry: false })?.isSocket() === true);
    });
  });
}

/** Where it listens, with the port that was free. */
export function placeOf(server: Server): ListenPlace {
  const place = server.address() as AddressInfo | string;
  return typeof place === 'string' ? { path: place } : { host: place.address, port: place.port };
}

/** As CLIENT LIST shows it: `host:port`, or the path. */
export function showPlace(place: ListenPlace): string {
  if ('path' in place) return place.path;
  return place.host.includes(':') ? `[${place.host}]:${place.port}` : `${place.host}:${place.port}`;
}

function refusal(place: ListenPlace, error: NodeJS.ErrnoException): Error {
  return kvError('LISTEN_FAILED', `cannot listen on ${showPlace(place)}: ${error.code ?? error.message}`, {
    hint: 'Choose another place, or stop what listens there.',
    cause: error,
  });
}
