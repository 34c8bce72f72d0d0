import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { type AppError, deployerError, type ForgeName, type Triggered } from '@oremill/types';
import { ZodError } from 'zod';
import { readSecrets } from '../step/read-secrets.ts';
import { bitbucket } from './forges/bitbucket.ts';
import type { Forge, Told } from './forges/forge.ts';
import { gitea } from './forges/gitea.ts';
import { github } from './forges/github.ts';
import { gitlab } from './forges/gitlab.ts';
import { branchOfRef, isCommit } from './push.ts';
import { findRepository, type RepositoryRow } from './repositories.ts';
import { requestAll } from './request-all.ts';
import type { TriggersWorld } from './triggers.ts';

export interface Delivery {
  readonly forge: ForgeName;
  readonly repository: string;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: Buffer;
}

const FORGES: Readonly<Record<ForgeName, Forge>> = { github, gitlab, gitea, forgejo: gitea, bitbucket };

const DELIVERY_ID_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 100;

/**
 * A message of a forge: its runs are rows when this returns. One that was here before is refused, by its id and, since
 * no forge signs that, by its content. It counts as here when its runs are: a forge that got no answer may send it again.
 */
export async function receiveWebhook(world: TriggersWorld, delivery: Delivery): Promise<Triggered> {
  const { body, headers } = delivery;
  const forge = FORGES[delivery.forge];
  const repository = await signedRepository(world, delivery, forge);
  const id = forge.deliveryId(headers);
  if (id === undefined || id.length > DELIVERY_ID_LENGTH_MAX) throw invalid('it has no id of its delivery');
  const ids = [id, `sha256:${createHash('sha256').update(body).digest('hex')}`];
  if (await wasHere(world, repository, ids)) throw replayed(id);
  const told = readTold(forge, headers, body);
  const triggered =
    'ignored' in told ? { runs: [], ignored: told.ignored } : await request(world, delivery, told);
  if (!(await keepDelivery(world, repository, ids))) throw replayed(id);
  return triggered;
}

/** From outside, a repository that is not there, one without a secret and a wrong signature look the same. */
async function signedRepository(
  world: TriggersWorld,
  { repository: name, headers, body }: Delivery,
  forge: Forge,
): Promise<RepositoryRow> {
  const repository = await findRepository(world.state, name);
  const secret = repository && (await secretOf(world, repository));
  // Nobody knows a secret that was made for this one message; the work is that of any other.
  const isSigned = forge.isSigned(headers, body, secret ?? `${process.pid}.${world.random()}`);
  if (repository !== undefined && secret !== undefined && isSigned) return repository;
  throw deployerError('WEBHOOK_REFUSED', 'the repository is not known here, or the signature is not right', {
    hint: 'Give the forge the secret that the repository’s webhook secret refers to.',
  });
}

async function secretOf(world: TriggersWorld, repository: RepositoryRow): Promise<string | undefined> {
  const { name, webhookSecret } = repository;
  if (webhookSecret === null) return undefined;
  const { environment, folder: workspace, signal = new AbortController().signal } = world;
  const options = { environment, workspace, signal };
  try {
    return (await readSecrets(['webhook'], { webhook: webhookSecret }, options)).webhook;
  } catch (error) {
    world.log.error({ repository: name, err: error }, 'no webhook of this repository can be checked');
    return undefined;
  }
}

function readTold(forge: Forge, headers: IncomingHttpHeaders, body: Buffer): Told {
  try {
    return forge.read(headers, JSON.parse(payloadOf(headers, body)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw invalid('its body is no JSON', cause);
    if (!(cause instanceof ZodError)) throw cause;
    const [issue] = cause.issues;
    throw invalid(`${issue?.path.join('.')}: ${issue?.message}`, cause);
  }
}

/** Forges can be told to send JSON as the one field of a form. */
function payloadOf(headers: IncomingHttpHeaders, body: Buffer): string {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  return isForm ? (new URLSearchParams(body.toString()).get('payload') ?? '') : body.toString();
}

async function request(
  world: TriggersWorld,
  { forge, repository }: Delivery,
  told: Exclude<Told, { ignored: string }>,
): Promise<Triggered> {
  for (const { ref, commit } of told.pushes) {
    if (branchOfRef(ref) === undefined) throw invalid('it names no branch or tag that can be run');
    if (!isCommit(commit)) throw invalid('it names no commit');
  }
  const runs = await requestAll(world.requestRun, repository, told.pushes, {
    kind: 'webhook',
    by: (told.by?.replaceAll(/\p{Cc}/gu, '') || forge).slice(0, NAME_LENGTH_MAX),
    ...(told.pullRequest === undefined ? {} : { pullRequest: told.pullRequest }),
    fromFork: told.fromFork ?? false,
  });
  return { runs };
}

async function wasHere(
  { state }: TriggersWorld,
  { id }: RepositoryRow,
  deliveryIds: string[],
): Promise<boolean> {
  const found = await state
    .selectFrom('deliveries')
    .select('deliveryId')
    .where('repositoryId', '=', id)
    .where('deliveryId', 'in', deliveryIds)
    .executeTakeFirst();
  return found !== undefined;
}

/** False where another engine has taken the same one meanwhile. */
async function keepDelivery(
  { state, clock }: TriggersWorld,
  { id }: RepositoryRow,
  deliveryIds: string[],
): Promise<boolean> {
  const receivedAt = new Date(clock.nowMs());
  const kept = await state
    .insertInto('deliveries')
    .values(deliveryIds.map((deliveryId) => ({ repositoryId: id, deliveryId, receivedAt })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('deliveryId')
    .execute();
  return kept.length === deliveryIds.length;
}

const KEPT_MS = 90 * 24 * 60 * 60_000;

/** A replay that is older finds the run of its commit, and starts none. */
export async function forgetDeliveries({ state, clock }: TriggersWorld): Promise<void> {
  const before = new Date(clock.nowMs() - KEPT_MS);
  await state.deleteFrom('deliveries').where('receivedAt', '<', before).execute();
}

function replayed(id: string): AppError {
  return deployerError('WEBHOOK_REFUSED', `the delivery ${id} was here before`, {
    status: 409,
    hint: 'Ask for the run again instead: deployer runs request.',
  });
}

function invalid(what: string, cause?: unknown): AppError {
  return deployerError('WEBHOOK_INVALID', `the message is not as the forge’s are: ${what}`, { cause });
}
