import { compressionSettingSchema, createDatasetSchema, pinsSchema } from '@oremill/types';
import { z } from 'zod';
import { answer } from './answer.ts';
import type { Call } from './call.ts';
import type { Command } from './command.ts';
import { refuse } from './refusal.ts';
import { covers, type Session } from './session.ts';
import type { StoreControl } from './store-control.ts';

const publishOptionsSchema = z.object({
  title: z.string().max(4096),
  base: z.number().int().positive().optional(),
  keep: z.number().int().min(1).max(100).optional(),
  compression: compressionSettingSchema.optional(),
});

/** For administrators, and what the command line is made of: requests and replies are JSON. Each is of the datasets that the user may use. */
export const storeCommands: readonly Command[] = [
  command('kv.datasets', 1, 'Describes all datasets of the user.', async ({ session }, control) => ({
    items: control.list().filter(({ name }) => isCovered(session, name)),
  })),
  command('kv.dataset', 2, 'Describes a dataset: name.', async (call, control) =>
    control.report(nameOf(call)),
  ),
  command(
    'kv.create',
    2,
    'Makes a live dataset: JSON as POST /kv/datasets takes it.',
    ({ request, session }, control) => {
      const options = readJson(request.text(1), createDatasetSchema);
      return control.create({ ...options, name: checkCovered(session, options.name) });
    },
  ),
  command('kv.remove', 2, 'Removes a dataset: name.', async (call, control) => {
    const name = nameOf(call);
    await control.remove(name);
    return { removed: name };
  }),
  command('kv.plan', 2, 'Says where to build an image for a dataset: name.', async (call, control) =>
    control.planBuild(nameOf(call)),
  ),
  command(
    'kv.publish',
    4,
    'Publishes an image: name, path from KV.PLAN, JSON with title, keep and compression.',
    (call, control) =>
      control.publishImage(
        nameOf(call),
        call.request.text(2),
        readJson(call.request.text(3), publishOptionsSchema),
      ),
  ),
  command('kv.rollback', -2, 'Serves a kept version again: name, version.', (call, control) => {
    const { request } = call;
    const version =
      request.count > 2 ? Number(request.integer(2) ?? refuse('ERR the version is no number')) : undefined;
    return control.rollBack(nameOf(call), version);
  }),
  command(
    'kv.pin',
    3,
    'Shows some readers another version: name, JSON with users and share.',
    (call, control) => control.pin(nameOf(call), readJson(call.request.text(2), pinsSchema)),
  ),
  command('kv.copy', 2, 'Makes a copy of a dataset as it is now: name.', async (call, control) => ({
    folder: await control.copy(nameOf(call)),
  })),
];

/** The dataset that a command is about. */
function nameOf({ request, session }: Call): string {
  return checkCovered(session, request.text(1));
}

/** The same words whether it is there or not. */
function checkCovered(session: Session, name: string): string {
  if (!isCovered(session, name)) refuse(`NOPERM user ${session.user} may not administer dataset ${name}`);
  return name;
}

function isCovered({ account }: Session, name: string): boolean {
  return account !== undefined && covers(account, name);
}

function command(
  name: string,
  arity: number,
  summary: string,
  act: (call: Call, control: StoreControl) => Promise<unknown>,
): Command {
  return {
    name,
    arity,
    access: 'admin',
    isOnDataset: false,
    group: 'server',
    since: '0.1.0',
    summary,
    run(call) {
      const { control } = call.server.source;
      if (control === undefined) refuse('ERR this server has no store to administer');
      return answer(act(call, control), (reply, result) => reply.text(JSON.stringify(result)));
    },
  };
}

function readJson<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('ERR the last argument is no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(`ERR ${issue?.path.join('.')}: ${issue?.message}`);
}
