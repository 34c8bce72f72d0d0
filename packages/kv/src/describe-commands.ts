import type { Command } from './command/command.ts';
import { commands } from './command/commands.ts';
import { REASONS } from './command/refused.ts';

export interface CommandDescriptions {
  readonly offered: readonly Pick<Command, 'name' | 'group' | 'access' | 'summary'>[];
  /** Commands of Redis that are answered by a reason. */
  readonly refused: readonly { readonly reason: string; readonly names: readonly string[] }[];
}

/** What the server can be asked over RESP, and what it refuses by name. */
export function describeCommands(): CommandDescriptions {
  return {
    offered: commands.map(({ name, group, access, summary }) => ({ name, group, access, summary })),
    refused: REASONS.map(([reason, names]) => ({ reason, names })),
  };
}
