/** Something that runs until it is closed: a server, a pool, a database. */
export interface Part {
  readonly name: string;
  close(): Promise<void>;
}

export interface Lifecycle {
  /** Starts a part after those before it, and remembers to close it before them. */
  start<Started>(
    name: string,
    open: () => Promise<Started>,
    close: (started: Started) => Promise<void>,
  ): Promise<Started>;
  /** Closes everything in reverse order, once; a part that fails to close does not keep the others open. */
  close(): Promise<void>;
}

export function createLifecycle(onCloseError: (name: string, error: unknown) => void): Lifecycle {
  const parts: Part[] = [];
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await part.close();
      } catch (error) {
        onCloseError(part.name, error);
      }
    }
  }

  return {
    async start(name, open, close) {
      const started = await open();
      if (closing) {
        // Stopped while this part was starting: it must not outlive the rest.
        await close(started);
        throw new Error(`${name} started after the shutdown began`);
      }
      parts.push({ name, close: () => close(started) });
      return started;
    },
    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
