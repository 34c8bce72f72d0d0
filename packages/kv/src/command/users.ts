import { randomBytes } from 'node:crypto';
import type { User } from '../config.ts';
import { hashToken, verifyPassword } from './passwords.ts';

/** Slow checks that run at once: each takes a core and 32 MiB. */
const CHECKS_MAX = 2;
/** And that wait for their turn: more are refused at once. */
const WAITING_MAX = 64;

/** Who may sign in. */
export class Users {
  readonly #users: ReadonlyMap<string, User>;
  /** Checked for names that are unknown, so that they take as long as known ones. */
  readonly #decoy: string;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(users: readonly User[]) {
    this.#users = new Map(users.map((user) => [user.name, user]));
    const slow = users.find(({ password }) => password?.startsWith('scrypt:'));
    this.#decoy = slow?.password ?? hashToken(randomBytes(32).toString('hex'));
  }

  /** Who a connection is before it says anything: `default`, where it has no password. */
  get open(): User | undefined {
    const user = this.#users.get('default');
    return user?.password === undefined ? user : undefined;
  }

  list(): readonly User[] {
    return [...this.#users.values()];
  }

  /** The user, when the password is theirs. */
  verify(name: string, password: Buffer): User | undefined | Promise<User | undefined> {
    const user = this.#users.get(name);
    if (user !== undefined && user.password === undefined) return user;
    const hash = user?.password ?? this.#decoy;
    if (hash.startsWith('sha256:')) return verifyPassword(password, hash) === true ? user : undefined;
    return this.#verifySlowly(Buffer.from(password), hash, user);
  }

  async #verifySlowly(password: Buffer, hash: string, user: User | undefined): Promise<User | undefined> {
    if (this.#running >= CHECKS_MAX) {
      if (this.#waiting.length >= WAITING_MAX) return undefined;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
    try {
      return (await verifyPassword(password, hash)) ? user : undefined;
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }
}
