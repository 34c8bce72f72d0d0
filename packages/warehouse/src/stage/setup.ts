import type { DatabaseServer } from '@oremill/runtime/database';
import { platformError } from '@oremill/types';
import { Client, type ClientBase, DatabaseError } from 'pg';
import { LEDGER_STATEMENTS } from '../ledger/ledger.ts';
import { changePasswordStatement, createRoleStatement, QUERY_ROLE, scramVerifier } from '../query/role.ts';

/** Counts up with every change of the statements below: they then run once more. */
export const SETUP_VERSION = 1;

export interface SetupFacts {
  /** The version that set this database up, if any did. */
  readonly version: number | undefined;
  readonly hasRole: boolean;
  /** Whether the role takes the password of this installation. */
  readonly canSignIn: boolean;
  /** Some rights can be taken back by a superuser alone; on a server of somebody else's we are none. */
  readonly isSuperuser: boolean;
}

/** The statements that make the database what loads and queries expect, in order; none when it is. */
export function planSetup(facts: SetupFacts, verifier: string): string[] {
  const role = facts.hasRole ? changePasswordStatement(verifier) : createRoleStatement(verifier);
  return [
    ...(facts.canSignIn ? [] : [role]),
    ...(facts.version === SETUP_VERSION
      ? []
      : [...RIGHTS, ...(facts.isSuperuser ? SUPERUSER_RIGHTS : []), ...LEDGER_STATEMENTS, RECORD_VERSION]),
  ];
}

const inWarehouse = `ALTER ROLE ${QUERY_ROLE} IN DATABASE warehouse SET`;

const RIGHTS = [
  'REVOKE ALL ON DATABASE warehouse FROM PUBLIC',
  `GRANT CONNECT ON DATABASE warehouse TO ${QUERY_ROLE}`,
  'REVOKE CREATE ON SCHEMA public FROM PUBLIC',
  `GRANT USAGE ON SCHEMA public TO ${QUERY_ROLE}`,
  `${inWarehouse} search_path = public`,
  `${inWarehouse} default_transaction_read_only = on`,
  `${inWarehouse} statement_timeout = '60s'`,
];

/**
 * A DO block could catch its own cancellation and go on; one query could end another's. The disk is shared with
 * what is loaded, so sorts may not fill it.
 */
const SUPERUSER_RIGHTS = [
  'REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC',
  'REVOKE EXECUTE ON FUNCTION pg_cancel_backend(integer), pg_terminate_backend(integer, bigint) FROM PUBLIC',
  `${inWarehouse} temp_file_limit = '4GB'`,
];

const RECORD_VERSION = `INSERT INTO ledger.setup (version) VALUES (${SETUP_VERSION})`;

/** Brings the warehouse database up to date; of processes that start together, one does it. */
export async function setUp(server: DatabaseServer, password: string): Promise<void> {
  const canSignIn = await tryToSignIn(server, password);
  const client = new Client(server.connectionFor('warehouse'));
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('oremill setup'))`);
    const facts = { ...(await readFacts(client)), canSignIn };
    for (const statement of planSetup(facts, scramVerifier(password))) await client.query(statement);
    await client.query('COMMIT');
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === '42501')) throw error;
    throw platformError('DATABASE_UNUSABLE', `cannot prepare the database warehouse: ${error.message}`, {
      hint: 'The user of DATABASE_URL must own the database warehouse and have the right CREATEROLE.',
      cause: error,
    });
  } finally {
    await client.end();
  }
}

async function readFacts(client: ClientBase): Promise<Omit<SetupFacts, 'canSignIn'>> {
  const { rows } = await client.query<{ isSetUp: boolean; hasRole: boolean; isSuperuser: boolean }>(
    `SELECT to_regclass('ledger.setup') IS NOT NULL AS "isSetUp",
            EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS "hasRole",
            current_setting('is_superuser') = 'on' AS "isSuperuser"`,
    [QUERY_ROLE],
  );
  const { isSetUp = false, hasRole = false, isSuperuser = false } = rows[0] ?? {};
  if (!isSetUp) return { version: undefined, hasRole, isSuperuser };
  const recorded = await client.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM ledger.setup',
  );
  return { version: recorded.rows[0]?.version ?? undefined, hasRole, isSuperuser };
}

async function tryToSignIn(server: DatabaseServer, password: string): Promise<boolean> {
  const client = new Client(server.connectionFor('warehouse', { user: QUERY_ROLE, password }));
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // 28: no such role, or another password. 42501: it may not connect yet.
    if (error instanceof DatabaseError && /^(28|42501)/.test(error.code ?? '')) return error.code === '42501';
    throw error;
  }
}
