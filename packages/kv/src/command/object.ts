import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { parseInteger } from './integer.ts';
import { refuse } from './refusal.ts';
import { withSubcommands } from './subcommands.ts';

/** The longest that Redis keeps in one piece with its header. */
const EMBEDDED_BYTES_MAX = 44;

export const objectCommand: Command = withSubcommands(
  {
    name: 'object',
    access: 'read',
    isOnDataset: true,
    group: 'generic',
    since: '2.2.3',
    summary: 'Tells how a value would be stored in Redis.',
  },
  {
    encoding: { arity: 3, help: 'key -- returns int, embstr or raw', run: encoding },
    refcount: {
      arity: 3,
      help: 'key -- returns 1',
      run: ({ request, reply, dataset }) => (dataset.has(request.bytes(2)) ? reply.integer(1) : reply.nil()),
    },
    freq: { arity: 3, help: 'key -- is not kept by key: HOTKEYS has the most used', run: refuseUse },
    idletime: { arity: 3, help: 'key -- is not kept by key', run: refuseUse },
  },
);

function encoding({ request, reply, dataset }: Call): void {
  const value = dataset.get(request.bytes(2));
  if (value === undefined) reply.nil();
  else if (parseInteger(value, 0, value.length) !== undefined) reply.text('int');
  else reply.text(value.length <= EMBEDDED_BYTES_MAX ? 'embstr' : 'raw');
}

function refuseUse(): never {
  return refuse('ERR when a key was used is not kept for each: HOTKEYS has those used most');
}
