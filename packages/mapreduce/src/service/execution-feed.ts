import type { Execution, ExecutionEvent } from '@oremill/types';

export interface Receiver {
  /** Returns false when the receiver is full: what follows is kept until `resume`. */
  push(event: ExecutionEvent): boolean;
  end(): void;
}

export interface Subscription {
  resume(): void;
  close(): void;
}

export interface SubscribeOptions {
  /** Only this execution; the stream ends after its last state. */
  readonly executionId?: string;
  /** The last event the receiver saw; without it, or when another process sent it, the present state comes first. */
  readonly after?: string | undefined;
}

interface Subscriber extends SubscribeOptions {
  readonly receiver: Receiver;
  /** Newest unsent event of each execution: a slow reader skips states, so this never grows past their number. */
  readonly waiting: Map<string, ExecutionEvent>;
  isFull: boolean;
}

/**
 * Hands the newest state of each execution to whoever follows. An event carries the whole execution, so a resumed
 * receiver needs no history: it gets each execution that changed after the event it saw last.
 */
export class ExecutionFeed {
  readonly #boot: string;
  readonly #newest = new Map<string, ExecutionEvent>();
  readonly #subscribers = new Set<Subscriber>();
  #sequence = 0;

  /** `boot` names this process' run: `[0-9a-z]+`. */
  constructor(boot: string) {
    this.#boot = boot;
  }

  publish(execution: Execution): void {
    this.#sequence += 1;
    const event: ExecutionEvent = {
      id: `${this.#boot}-${this.#sequence}`,
      topic: 'execution',
      data: execution,
    };
    // Insertion order is event order, which is the order in which a resumed receiver gets them.
    this.#newest.delete(execution.id);
    this.#newest.set(execution.id, event);
    for (const subscriber of this.#subscribers) this.#offer(subscriber, event);
  }

  /** Makes an execution of an earlier start known, so that it can be followed to its end like any other. */
  introduce(execution: Execution): void {
    if (!this.#newest.has(execution.id)) this.publish(execution);
  }

  /** Of an execution that was discarded: nobody is told of it any more. */
  forget(executionId: string): void {
    this.#newest.delete(executionId);
  }

  /** Whether a receiver that saw `after` has seen the end of this execution. */
  hasSeenEnd(executionId: string, after: string | undefined): boolean {
    const event = this.#newest.get(executionId);
    return event !== undefined && event.data.state !== 'running' && event.id === after;
  }

  subscribe(receiver: Receiver, options: SubscribeOptions = {}): Subscription {
    const subscriber: Subscriber = { ...options, receiver, waiting: new Map(), isFull: false };
    this.#subscribers.add(subscriber);
    const seen = this.#sequenceOf(options.after);
    for (const event of this.#newest.values()) {
      const isNews =
        seen === undefined ? isPresent(event.data, options) : (this.#sequenceOf(event.id) ?? 0) > seen;
      if (isNews) this.#offer(subscriber, event);
    }
    return {
      resume: () => {
        subscriber.isFull = false;
        this.#drain(subscriber);
      },
      close: () => {
        this.#subscribers.delete(subscriber);
      },
    };
  }

  /** Ends every stream; for the shutdown. */
  close(): void {
    for (const { receiver } of this.#subscribers) receiver.end();
    this.#subscribers.clear();
  }

  #offer(subscriber: Subscriber, event: ExecutionEvent): void {
    if (subscriber.executionId !== undefined && subscriber.executionId !== event.data.id) return;
    subscriber.waiting.delete(event.data.id);
    subscriber.waiting.set(event.data.id, event);
    this.#drain(subscriber);
  }

  #drain(subscriber: Subscriber): void {
    for (const [id, event] of subscriber.waiting) {
      if (subscriber.isFull) return;
      subscriber.waiting.delete(id);
      subscriber.isFull = !subscriber.receiver.push(event);
      if (subscriber.executionId === id && event.data.state !== 'running') {
        this.#subscribers.delete(subscriber);
        subscriber.receiver.end();
      }
    }
  }

  #sequenceOf(eventId: string | undefined): number | undefined {
    const [boot, sequence] = eventId?.split('-') ?? [];
    return boot === this.#boot ? Number(sequence) : undefined;
  }
}

function isPresent(execution: Execution, options: SubscribeOptions): boolean {
  return options.executionId === execution.id || execution.state === 'running';
}
