// `PORT=8080 node form-app.ts`: an app with an HTML form, as the first tests of this kind had in 2013.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const page = (body: string) => `<!doctype html><title>Greetings</title>${body}`;
const form = `<form method="post"><label>Name <input name="name"></label> <button>Send</button></form>`;

async function answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
  reply.setHeader('content-type', 'text/html; charset=utf-8');
  reply.end(page(request.method === 'POST' ? `<p>post returned: hello ${await nameIn(request)}</p>` : form));
}

async function nameIn(request: IncomingMessage): Promise<string> {
  const name = new URLSearchParams(await text(request)).get('name') ?? '';
  return name.replaceAll(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

createServer((request, reply) => void answer(request, reply)).listen(Number(process.env.PORT), '127.0.0.1');
