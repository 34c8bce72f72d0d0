import { expect, it } from 'vitest';
import { scramVerifier } from '../../src/query/role.ts';

it('is the verifier of RFC 7677’s example', () => {
  // user "user", password "pencil", salt and iterations of its §3; the keys as Postgres stores them.
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  expect(scramVerifier('pencil', salt)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
});
