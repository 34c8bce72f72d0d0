import { Socket, type SocketConstructorOpts } from 'node:net';

/** As much as a socket gives at once. */
const CHUNK_BYTES = 64 * 1024;
/** Of these in a row, then others have their turn: libuv would read 32 of them, which are 10 ms of SETs. */
const CHUNKS_A_TURN = 2;

/**
 * All plain sockets read into this: what they get is dealt with, or copied, before the next one reads. Otherwise each
 * read allocates 64 KiB and gives most of it back, which takes 2 of the 9 µs of a request that is not pipelined.
 */
const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);

/** Parts of Node's sockets that it does not document; where they are not there, events do. */
interface SocketParts {
  _handle?: { readonly readStart?: unknown } | null;
}

/**
 * The socket to work with in place of one just accepted and paused: what it receives goes to `receive`, as a view that
 * holds until it returns. `onread` does that for sockets that connect; for accepted ones there is no such option.
 */
export function adoptSocket(accepted: Socket, receive: (bytes: Buffer) => void): Socket {
  const parts = accepted as unknown as SocketParts;
  const handle = parts._handle;
  if (typeof handle?.readStart !== 'function') return receiveEvents(accepted, receive);
  parts._handle = null;
  let chunks = 0;
  // The type of `handle` is for handles that were bound, not accepted.
  const options: unknown = {
    handle,
    allowHalfOpen: true,
    onread: {
      buffer: chunk,
      callback: (length: number) => {
        chunks = length === CHUNK_BYTES ? chunks + 1 : 0;
        receive(chunk.subarray(0, length));
        if (chunks < CHUNKS_A_TURN) return true;
        chunks = 0;
        setImmediate(goOn);
        return false;
      },
    },
  };
  const socket = new Socket(options as SocketConstructorOpts);
  // Whoever paused it resumes it.
  const goOn = () => void (socket.isPaused() || socket.resume());
  // The server counts the one it accepted.
  socket.once('close', () => accepted.destroy());
  socket.resume();
  return socket;
}

/** The same by events, for sockets that decrypt. */
export function receiveEvents(accepted: Socket, receive: (bytes: Buffer) => void): Socket {
  accepted.on('data', receive);
  accepted.resume();
  return accepted;
}
