import type { ChildProcess } from 'node:child_process';

const CHARS_MAX = 100_000;

/** The end of what an app prints, with the time at which it came. */
export interface AppOutput {
  text(sinceMs?: number): string;
  lastLines(count: number): string;
  /** Resolves with the first match, also of what was printed before. */
  match(pattern: RegExp): Promise<RegExpExecArray>;
}

export function keepOutput(child: ChildProcess): AppOutput {
  const chunks: { readonly atMs: number; readonly text: string }[] = [];
  const waiting = new Set<() => void>();
  let chars = 0;
  const keep = (text: string) => {
    chunks.push({ atMs: Date.now(), text });
    chars += text.length;
    while (chars > CHARS_MAX && chunks.length > 1) chars -= chunks.shift()?.text.length ?? 0;
    for (const look of waiting) look();
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', keep);
  const text = (sinceMs = 0) =>
    chunks
      .filter(({ atMs }) => atMs >= sinceMs)
      .map((chunk) => chunk.text)
      .join('')
      .slice(-CHARS_MAX);
  return {
    text,
    lastLines: (count) => text().trimEnd().split('\n').slice(-count).join('\n'),
    match: (pattern) =>
      new Promise((resolve) => {
        const look = () => {
          const found = pattern.exec(text());
          if (found === null) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
  };
}
