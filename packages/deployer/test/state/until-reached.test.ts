import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { deployerError } from '@oremill/types';
import { expect, it } from 'vitest';
import { isConnectionLost } from '../../src/state/until-reached.ts';

it('a database that is not there was lost, a file that is not there was not', async () => {
  const error = await new Promise((resolve) => connect('/nowhere/.s.PGSQL.5432').once('error', resolve));
  expect(error).toMatchObject({ code: 'ENOENT' });
  expect(isConnectionLost(error)).toBe(true);
  let missing: unknown;
  try {
    readFileSync('/nowhere/report.xml');
  } catch (cause) {
    missing = cause;
  }
  expect(missing).toMatchObject({ code: 'ENOENT' });
  expect(isConnectionLost(missing)).toBe(false);
});

it('what a fault of a repository is called does not make it one of the connection', () => {
  expect(isConnectionLost(deployerError('REPORT_INVALID', 'timeout.xml:1: it does not connect'))).toBe(false);
});
