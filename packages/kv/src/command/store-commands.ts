import { AppError, createDatasetSchema, pinsSchema } from '@oremill/types';
import { z } from 'zod';
import type { Call, Later } from './call.ts';
import type { Command } from './command.ts';
import { oneLine, refuse } from './refusal.ts';
import type { StoreControl } from './store-control.ts';

const publishOptionsSchema = z.object({
  title: z.string().max(4096),
  base: z.number().int().positive().optional(),
  keep: z.number().int().min(1).max(100).optional(),
});

/** For administrators, and what the command line is made of: requests and replies are JSON. */
export const storeCommands: readonly Command[] = [
  command('kv.datasets', 1, 'Describes all datasets.', async (_call, control) => ({ items: control.list() })),
  command('kv.dataset', 2, 'Describes a dataset: name.', async ({ request }, control) =>
    control.report(request.text(1)),
  ),
  command(
    'kv.create',
    2,
    'Makes a live dataset: JSON as POST /kv/datasets takes it.',
    ({ request }, control) => control.create(readJson(request.text(1), createDatasetSchema)),
  ),
  command('kv.remove', 2, 'Removes a dataset: name.', async ({ request }, control) => {
    const name = request.text(1);
    await control.remove(name);
    return { removed: name };
  }),
  command('kv.plan', 2, 'Says where to build an image for a dataset: name.', async ({ request }, control) =>
    control.planBuild(request.text(1)),
  ),
  command(
    'kv.publish',
    4,
    'Publishes an image: name, path from KV.PLAN, JSON with title and keep.',
    ({ request }, control) =>
      control.publishImage(request.text(1), request.text(2), readJson(request.text(3), publishOptionsSchema)),
  ),
  command('kv.rollback', -2, 'Serves a kept version again: name, version.', ({ request }, control) => {
    const version =
      request.count > 2 ? Number(request.integer(2) ?? refuse('ERR the version is no number')) : undefined;
    return control.rollBack(request.text(1), version);
  }),
  command(
    'kv.pin',
    3,
    'Shows some readers another version: name, JSON with users and share.',
    ({ request }, control) => control.pin(request.text(1), readJson(request.text(2), pinsSchema)),
  ),
  command('kv.copy', 2, 'Makes a copy of a dataset as it is now: name.', async ({ request }, control) => ({
    folder: await control.copy(request.text(1)),
  })),
];

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
      return answer(act(call, control));
    },
  };
}

/** Errors begin with their own code, so that programs know them apart: `DATASET_MISSING there is …`. */
async function answer(result: Promise<unknown>): Later {
  try {
    const json = JSON.stringify(await result);
    return (reply) => reply.text(json);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    return (reply) => reply.error(oneLine(`${error.code} ${error.message}${hint}`));
  }
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
