import { NodeConnection } from '../../src/client/connection.ts';
import type { Question, Served, ServeOptions } from '../programs/serve-options.ts';
import { Companion, ownProgram } from './program.ts';

export interface OurServer extends Served {
  readonly connection: NodeConnection;
  /** From the start of the process until it answers. */
  readonly seconds: number;
  ask<Answer>(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

const NO_ACCESS = { seeds: [], user: undefined, password: undefined, tls: undefined };

/** Our server as a process of its own. */
export async function startOurServer(
  options: ServeOptions,
  flags: readonly string[] = [],
): Promise<OurServer> {
  const startMs = performance.now();
  const { companion, first } = await Companion.start<Served>(ownProgram('serve', options, flags));
  const connection = await NodeConnection.open({ host: '127.0.0.1', port: first.port }, NO_ACCESS);
  await connection.command('PING');
  return {
    ...first,
    connection,
    seconds: (performance.now() - startMs) / 1000,
    ask: (question) => companion.ask(question),
    close: async () => {
      connection.close();
      await companion.close();
    },
  };
}
