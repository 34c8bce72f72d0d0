import { createServer } from 'node:net';
import { platformError } from '@oremill/types';

/** Where something of the platform is to listen. */
export interface Place {
  readonly host: string;
  readonly port: number;
  /** Where the port can be changed. */
  readonly variable: string;
}

/** Throws PORT_OCCUPIED where something else listens. */
export function checkPort(place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(portError(place, error)));
    probe.listen(place.port, place.host, () => probe.close(() => resolve()));
  });
}

/** An error of listening in words, where it is one of the world. */
export function portError({ host, port, variable }: Place, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const hint = `Set ${variable} to another one (0 takes any that is free), or stop the program that holds it.`;
  if (code === 'EADDRINUSE') {
    return platformError('PORT_OCCUPIED', `port ${port} of ${host} is in use`, { hint, cause: error });
  }
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return platformError('PORT_OCCUPIED', `cannot listen on ${host}:${port} (${code})`, {
      hint,
      cause: error,
    });
  }
  return error;
}
