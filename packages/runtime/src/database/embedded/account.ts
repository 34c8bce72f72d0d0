import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** A user of this machine, as Postgres wants one: it refuses root and uids that have no name. */
export interface SystemAccount {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

export interface AccountFacts {
  readonly accounts: readonly SystemAccount[];
  /** Owners of the cluster's folder and of the data folder, where they exist. */
  readonly clusterOwner: number | undefined;
  readonly dataOwner: number | undefined;
  readonly sudoUid: number | undefined;
}

/**
 * The account that root runs the server as: whoever owns the data already, the person behind sudo, or one of the
 * accounts every Unix has. Never one made for the purpose: an installation leaves no users behind.
 */
export function chooseAccount(facts: AccountFacts): SystemAccount | undefined {
  const { accounts } = facts;
  for (const uid of [facts.clusterOwner, facts.sudoUid, facts.dataOwner]) {
    const account = uid === 0 ? undefined : accounts.find((candidate) => candidate.uid === uid);
    if (account) return account;
  }
  return accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody');
}

/** The lines of /etc/passwd. */
export function parseAccounts(passwd: string): SystemAccount[] {
  return passwd.split('\n').flatMap((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return /^-?\d+$/.test(uid ?? '') && /^-?\d+$/.test(gid ?? '')
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : [];
  });
}

export function readAccounts(): SystemAccount[] {
  return parseAccounts(readFileSync('/etc/passwd', 'utf8'));
}

export function ownerOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.uid;
}

/** Asks the kernel rather than the mode bits: an access list or a mount may say otherwise. */
export function canExecute(account: SystemAccount, path: string): boolean {
  const probe = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'probe', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return probe.status === 0;
}
