import type { Command } from './command.ts';

export const timeCommand: Command = {
  name: 'time',
  arity: 1,
  access: 'none',
  isOnDataset: false,
  isFast: true,
  group: 'server',
  since: '2.6.0',
  summary: "Returns the server's clock: seconds since 1970, and microseconds.",
  run: ({ reply, server }) => {
    const nowMs = server.clock.nowMs();
    reply.array(2);
    reply.text(String(Math.floor(nowMs / 1000)));
    reply.text(String(Math.floor((nowMs % 1000) * 1000)));
  },
};
