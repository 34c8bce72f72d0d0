import type { Request } from './call.ts';
import type { Session } from './session.ts';

/** As in Redis: enough to recognise a command, not to keep its data. */
const ARGUMENTS_MAX = 32;
const ARGUMENT_BYTES_MAX = 128;

/** Their arguments are secrets, or may be one: whoever writes `ACL SETUSER ann >secret` is refused too late. */
const SECRET_COMMANDS: ReadonlySet<string> = new Set(['auth', 'hello', 'acl', 'config', 'migrate']);

export interface SlowCommand {
  readonly id: number;
  readonly atS: number;
  readonly microseconds: number;
  readonly arguments: readonly Buffer[];
  readonly address: string;
  readonly clientName: string;
}

/** The commands that took long, the newest first. */
export class SlowLog {
  readonly #entries: SlowCommand[] = [];
  #nextId = 0;

  get length(): number {
    return this.#entries.length;
  }

  /** Newest first; negative: all. */
  newest(count: number): readonly SlowCommand[] {
    return count < 0 ? this.#entries : this.#entries.slice(0, count);
  }

  add(
    command: string,
    request: Request,
    session: Session,
    microseconds: number,
    atS: number,
    max: number,
  ): void {
    this.#entries.unshift({
      id: this.#nextId++,
      atS,
      microseconds: Math.round(microseconds),
      arguments: SECRET_COMMANDS.has(command)
        ? [Buffer.from(command), Buffer.from('(redacted)')]
        : shorten(request),
      address: session.peer.address,
      clientName: session.name,
    });
    this.trim(max);
  }

  trim(max: number): void {
    if (this.#entries.length > max) this.#entries.length = max;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

function shorten(request: Request): Buffer[] {
  const isCut = request.count > ARGUMENTS_MAX;
  const shown = isCut ? ARGUMENTS_MAX - 1 : request.count;
  const result: Buffer[] = [];
  for (let index = 0; index < shown; index++) {
    const bytes = request.bytes(index);
    const more = bytes.length - ARGUMENT_BYTES_MAX;
    const head = Buffer.from(bytes.subarray(0, ARGUMENT_BYTES_MAX));
    result.push(more > 0 ? Buffer.concat([head, Buffer.from(`... (${more} more bytes)`)]) : head);
  }
  if (isCut) result.push(Buffer.from(`... (${request.count - shown} more arguments)`));
  return result;
}
