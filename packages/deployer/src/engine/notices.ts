import type { Logger } from '@oremill/runtime';
import { sql } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { State } from '../state/open-state.ts';

const CHANNEL = 'deployer_runs';
const AGAIN_MS = 500;

/** Tells everybody, when the transaction is committed, that a run has changed. */
export async function tellChange(tx: State, runId: string): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${runId})`.execute(tx);
}

/** The same, and that engines have to do something: begin it, or end it. */
export async function tellEngines(tx: State, runId: string): Promise<void> {
  await sql`SELECT pg_notify(${CHANNEL}, ${`${runId} ${FOR_ENGINES}`})`.execute(tx);
}

const FOR_ENGINES = 'engines';

/** Undefined: nobody knows which have changed, since the connection was lost for a while. */
export type OnChange = (runId: string | undefined, isForEngines: boolean) => void;

/** Hears of changed runs, whichever engine or command has changed them. A lost connection is made again. */
export class Notices {
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #onChange: OnChange;
  #client: PoolClient | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Of the connection that is being made. */
  #opening: Promise<void>;

  constructor(pool: Pool, log: Logger, onChange: OnChange) {
    this.#pool = pool;
    this.#log = log;
    this.#onChange = onChange;
    this.#opening = this.#open();
  }

  /** When it hears for the first time, or has failed to. */
  ready(): Promise<void> {
    return this.#opening;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    await this.#opening;
    // Ended, not given back: a pooled connection would go on listening.
    this.#client?.release(true);
  }

  async #open(): Promise<void> {
    try {
      const client = await this.#pool.connect();
      this.#client = client;
      client.on('error', (error) => this.#lost(client, error));
      client.on('end', () => this.#lost(client, undefined));
      client.on('notification', ({ payload = '' }) => {
        const [runId, word] = payload.split(' ');
        this.#onChange(runId, word === FOR_ENGINES);
      });
      await client.query(`LISTEN ${CHANNEL}`);
      this.#onChange(undefined, true);
    } catch (error) {
      this.#lost(this.#client, error);
    }
  }

  #lost(client: PoolClient | undefined, error: unknown): void {
    // Both of its events tell of the same loss.
    if (this.#isClosed || client !== this.#client || this.#retry !== undefined) return;
    this.#log.warn({ err: error }, 'the deployer hears of no changes until it is connected again');
    client?.release(true);
    this.#client = undefined;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#opening = this.#open();
    }, AGAIN_MS);
  }
}
