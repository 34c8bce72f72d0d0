import { expect, it } from 'vitest';
import { planSetup, SETUP_VERSION } from '../../src/stage/setup.ts';

const done = { version: SETUP_VERSION, hasRole: true, canSignIn: true, isSuperuser: true };

it('a database that is set up needs nothing', () => {
  expect(planSetup(done, 'VERIFIER')).toEqual([]);
});

it('a role that does not take our password gets it, and nothing else happens', () => {
  expect(planSetup({ ...done, canSignIn: false }, 'VERIFIER')).toEqual([
    `ALTER ROLE oremill_query PASSWORD 'VERIFIER'`,
  ]);
});

it('a new database gets the role first and its version last', () => {
  const plan = planSetup(
    { version: undefined, hasRole: false, canSignIn: false, isSuperuser: true },
    'VERIFIER',
  );
  expect(plan[0]).toMatch(
    /^CREATE ROLE oremill_query LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE .* PASSWORD 'VERIFIER'$/,
  );
  expect(plan.at(-1)).toBe(`INSERT INTO ledger.setup (version) VALUES (${SETUP_VERSION})`);
  expect(plan).toContain('REVOKE ALL ON DATABASE warehouse FROM PUBLIC');
  expect(plan).toContain('REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC');
});

it('on a server where we are no superuser, nothing is tried that only one may', () => {
  const plan = planSetup(
    { version: undefined, hasRole: true, canSignIn: true, isSuperuser: false },
    'VERIFIER',
  );
  expect(plan.join('\n')).not.toMatch(/plpgsql|pg_cancel_backend|temp_file_limit|PASSWORD/);
});
