import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { SocketSession, type SocketWorld } from './socket-session.ts';

const MESSAGE_BYTES_MAX = 64 * 1024 * 1024;
/** A client that has so much unread is cut: what it missed it reads again. */
const UNSENT_BYTES_MAX = 8 * 1024 * 1024;
/** Requests of one client that wait for their answers. */
const WAITING_MAX = 1000;
/** RFC 6455 has no code for a client that is too slow; 1013 asks it to come again later. */
const TRY_AGAIN_LATER = 1013;

/** `GET /kv/socket`, upgraded: requests and events as JSON, see KvSocketRequest and KvSocketReply. */
export async function socketRoute(app: FastifyInstance, world: SocketWorld): Promise<void> {
  await app.register(websocket, { options: { maxPayload: MESSAGE_BYTES_MAX } });
  app.get(
    '/kv/socket',
    {
      websocket: true,
      exposeHeadRoute: false,
      schema: {
        operationId: 'openKvSocket',
        summary: 'Get, put, load, save, and follow changes and new versions, over a websocket',
        tags: ['kv'],
      },
    },
    (socket) => {
      const session = new SocketSession(world, (reply) => {
        if (socket.bufferedAmount > UNSENT_BYTES_MAX) socket.close(TRY_AGAIN_LATER, 'too slow');
        else socket.send(JSON.stringify(reply));
      });
      let waiting = 0;
      socket.on('message', (message: Buffer) => {
        waiting += 1;
        if (waiting >= WAITING_MAX) socket.pause();
        void session.receive(message.toString('utf8')).then(() => {
          waiting -= 1;
          if (socket.isPaused) socket.resume();
        });
      });
      socket.on('close', () => session.close());
      socket.on('error', () => session.close());
    },
  );
}
