import type { FastifyInstance } from 'fastify';

/**
 * Ends the connection of an upgrade that was answered instead of accepted. Node's server has let go of its socket by
 * then: without this it stays open for as long as the client likes, and closing the server waits for it.
 */
export function endRefusedUpgrades(app: FastifyInstance): void {
  app.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroySoon();
  });
}
