import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

// Run as a process of its own: `connect-many.ts PORT COUNT NAME [LOCAL_ADDRESS]`. It opens so many connections, and says
// `open N` when each has been answered. To each line it hears it writes and reads a key over all of them at once, and says
// `answered N`: so many got back what they wrote. They are closed when it ends.

const [port, count, name = '', localAddress] = process.argv.slice(2);
/** More at once than this could overflow what a system keeps of connections that nobody has accepted. */
const BATCH = 200;

async function open(): Promise<Socket> {
  const options = { host: '127.0.0.1', port: Number(port), noDelay: true };
  const socket = connect(localAddress === undefined ? options : { ...options, localAddress });
  await once(socket, 'connect');
  return socket;
}

/** Whether that is what comes. */
async function isAnswered(socket: Socket, request: string, expected: string): Promise<boolean> {
  socket.write(request);
  let reply = '';
  while (reply.length < expected.length) reply += ((await once(socket, 'data')) as [Buffer])[0].toString();
  return reply === expected;
}

async function countAnswered(requestOf: (index: number) => [string, string]): Promise<number> {
  const answers = await Promise.all(sockets.map((socket, index) => isAnswered(socket, ...requestOf(index))));
  return answers.filter(Boolean).length;
}

const sockets: Socket[] = [];
while (sockets.length < Number(count)) {
  const batch = Math.min(BATCH, Number(count) - sockets.length);
  sockets.push(...(await Promise.all(Array.from({ length: batch }, open))));
}
process.stdout.write(`open ${await countAnswered(() => ['PING\r\n', '+PONG\r\n'])}\n`);
let round = 0;
for await (const _ of createInterface({ input: process.stdin })) {
  round += 1;
  const answered = await countAnswered((index) => {
    const value = `value ${index} of round ${round}`;
    const key = `${name}:${index}`;
    const set = `*3\r\n$3\r\nSET\r\n$${key.length}\r\n${key}\r\n$${value.length}\r\n${value}\r\n`;
    const get = `*2\r\n$3\r\nGET\r\n$${key.length}\r\n${key}\r\n`;
    return [set + get, `+OK\r\n$${value.length}\r\n${value}\r\n`];
  });
  process.stdout.write(`answered ${answered}\n`);
}
process.exit();
