import type { Call, Later } from './call.ts';
import type { Command, Run } from './command.ts';
import { refuse } from './refusal.ts';

export interface Subcommand {
  /** Arguments with both names; negative: at least so many. */
  readonly arity: number;
  readonly isAdmin?: boolean;
  /** One line of HELP. */
  readonly help: string;
  readonly run: Run;
}

/** A command whose second word says what to do. */
export function withSubcommands(
  command: Omit<Command, 'arity' | 'run'>,
  subcommands: Readonly<Record<string, Subcommand>>,
  bare?: (call: Call) => void,
): Command {
  const known = new Map(Object.entries(subcommands));
  const { name } = command;
  return { ...command, arity: bare === undefined ? -2 : -1, run };

  function run(call: Call): Later | undefined {
    const { request, reply, session } = call;
    if (request.count === 1) {
      bare?.(call);
      return undefined;
    }
    const word = request.text(1).slice(0, 128).toLowerCase();
    if (word === 'help') {
      reply.array(known.size);
      for (const [each, { help }] of known)
        reply.simple(`${name.toUpperCase()} ${each.toUpperCase()} ${help}`);
      return undefined;
    }
    const subcommand = known.get(word);
    if (subcommand === undefined) {
      return refuse(`ERR unknown subcommand '${word}'. Try ${name.toUpperCase()} HELP.`);
    }
    const { arity, isAdmin } = subcommand;
    if (arity > 0 ? request.count !== arity : request.count < -arity) {
      refuse(`ERR wrong number of arguments for '${name}|${word}' command`);
    }
    if (isAdmin === true && !session.canAdminister) {
      refuse(`NOPERM user ${session.user} may not run '${name}|${word}'`);
    }
    return subcommand.run(call) ?? undefined;
  }
}
