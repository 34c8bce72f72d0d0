import type { Call, Later } from './call.ts';
import type { Command } from './command.ts';
import { errorText, refuse } from './refusal.ts';

const SERVER = { access: 'admin', isOnDataset: false, group: 'server' } as const;

export const persistenceCommands: readonly Command[] = [
  {
    ...SERVER,
    name: 'save',
    arity: 1,
    since: '1.0.0',
    summary:
      'Makes a snapshot of every live dataset, and answers when it is done; others are served meanwhile.',
    run: save,
  },
  {
    ...SERVER,
    name: 'bgsave',
    arity: -1,
    since: '1.0.0',
    summary: 'Begins a snapshot of every live dataset.',
    run: saveInBackground,
  },
  {
    ...SERVER,
    name: 'lastsave',
    arity: 1,
    since: '1.0.0',
    summary: 'Returns when the last snapshot was made, in seconds since 1970; 0: not yet.',
    run: ({ reply, server }) => reply.integer(server.source.stats().lastSaveS),
  },
  {
    name: 'wait',
    arity: 3,
    access: 'none',
    isOnDataset: false,
    group: 'generic',
    since: '3.0.0',
    summary:
      'Returns 0: a write is answered when it is as safe as it gets here, and followers are not waited for.',
    run: ({ reply }) => reply.integer(0),
  },
];

function begin({ server }: Call): Promise<void> {
  if (server.source.stats().isSaving) refuse('ERR Background save already in progress');
  return server.source.save?.() ?? refuse('ERR there is nowhere to save to');
}

function save(call: Call): Later {
  return begin(call).then(
    () => (reply) => reply.ok(),
    (error: unknown) => (reply) =>
      reply.error(errorText(error) ?? 'ERR the snapshot failed: the log has the reason'),
  );
}

function saveInBackground(call: Call): void {
  // LASTSAVE and INFO tell how it went: nobody waits for it here.
  begin(call).catch(() => undefined);
  call.reply.simple('Background saving started');
}
