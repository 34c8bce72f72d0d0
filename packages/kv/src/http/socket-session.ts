import {
  AppError,
  type SocketReply,
  type SocketRequest,
  socketRequestSchema,
  toErrorReply,
} from '@oremill/types';
import type { Store } from '../store.ts';
import { toBytes, toText } from './text-or-bytes.ts';

export interface SocketWorld {
  readonly store: Store;
  readonly nowMs: () => number;
  /** Publishes what the request names, as over HTTP. */
  readonly publish: (
    dataset: string,
    request: Extract<SocketRequest, { op: 'load' }>['publish'],
  ) => ReturnType<Store['publish']>;
  readonly reportDefect: (error: unknown) => void;
}

const SUBSCRIPTIONS_MAX = 100;

/** One websocket client: its requests are answered in order, and it is told of changes that it subscribed to. */
export class SocketSession {
  readonly #world: SocketWorld;
  readonly #send: (reply: SocketReply) => void;
  readonly #subscriptions = new Map<string, () => void>();
  #last: Promise<void> = Promise.resolve();

  constructor(world: SocketWorld, send: (reply: SocketReply) => void) {
    this.#world = world;
    this.#send = send;
  }

  /** Resolves when the message has been answered. */
  receive(message: string): Promise<void> {
    this.#last = this.#last.then(() => this.#answer(message));
    return this.#last;
  }

  close(): void {
    for (const end of this.#subscriptions.values()) end();
    this.#subscriptions.clear();
  }

  async #answer(message: string): Promise<void> {
    let id: number | undefined;
    try {
      const parsed: unknown = parseJson(message);
      id = idOf(parsed);
      const request = socketRequestSchema.safeParse(parsed);
      if (!request.success) {
        const [issue] = request.error.issues;
        throw invalid(`${issue?.path.join('.') || 'message'}: ${issue?.message}`);
      }
      this.#send(await this.#act(request.data));
    } catch (error) {
      if (!(error instanceof AppError)) this.#world.reportDefect(error);
      this.#send({ ...(id === undefined ? {} : { id }), error: toErrorReply(error) });
    }
  }

  async #act(request: SocketRequest): Promise<SocketReply> {
    const { store, nowMs, publish } = this.#world;
    const { id, dataset: name } = request;
    switch (request.op) {
      case 'get': {
        const value = store.find(name).get(toBytes(request.key));
        return { id, value: value === undefined ? null : toText(value) };
      }
      case 'put': {
        const { ttlSeconds } = request;
        const expiresAtMs = ttlSeconds === undefined ? 0 : Math.round(nowMs() + ttlSeconds * 1000);
        const dataset = store.find(name);
        dataset.set(toBytes(request.key), toBytes(request.value), { expiresAtMs });
        await dataset.settled();
        return { id, ok: true };
      }
      case 'delete': {
        const dataset = store.find(name);
        dataset.delete(toBytes(request.key));
        await dataset.settled();
        return { id, ok: true };
      }
      case 'load':
        return { id, version: await publish(name, request.publish) };
      case 'save':
        return { id, folder: await store.copy(name) };
      case 'subscribe':
        this.#subscribe(name, Buffer.from(request.prefix));
        return { id, ok: true };
      case 'unsubscribe':
        this.#subscriptions.get(name)?.();
        this.#subscriptions.delete(name);
        return { id, ok: true };
    }
  }

  #subscribe(dataset: string, prefix: Buffer): void {
    if (this.#subscriptions.size >= SUBSCRIPTIONS_MAX && !this.#subscriptions.has(dataset)) {
      throw invalid(`a connection has at most ${SUBSCRIPTIONS_MAX} subscriptions`);
    }
    const end = this.#world.store.subscribe(dataset, (change) => {
      switch (change.kind) {
        case 'published':
          return this.#send({ event: 'published', dataset, version: change.version });
        case 'cleared':
          return this.#send({ event: 'cleared', dataset });
        case 'ended':
          this.#subscriptions.delete(dataset);
          return this.#send({ event: 'ended', dataset });
        case 'changed':
          if (prefix.compare(change.key, 0, Math.min(prefix.length, change.key.length)) === 0)
            this.#send({ event: 'changed', dataset, key: toText(change.key) });
      }
    });
    this.#subscriptions.get(dataset)?.();
    this.#subscriptions.set(dataset, end);
  }
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch (cause) {
    throw invalid('a message is one JSON object', cause);
  }
}

function idOf(message: unknown): number | undefined {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : undefined;
  return typeof id === 'number' ? id : undefined;
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('REQUEST_INVALID', message, { status: 400, cause });
}
