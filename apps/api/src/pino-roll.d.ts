/** As much as we use of a package that ships no types. */
declare module 'pino-roll' {
  import type { EventEmitter } from 'node:events';

  export interface RollOptions {
    readonly file: string;
    readonly size?: string;
    readonly limit?: { readonly count: number };
  }

  export interface RollStream extends EventEmitter {
    write(line: string): void;
    end(): void;
  }

  export default function build(options: RollOptions): Promise<RollStream>;
}
