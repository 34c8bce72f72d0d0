import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SourceFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a rule found: where, and what to do about it. */
export interface Problem {
  readonly path: string;
  /** From 1; absent when the whole file is meant. */
  readonly line?: number;
  readonly message: string;
}

export type Rule = (files: readonly SourceFile[]) => Problem[];

const NOT_OURS = new Set(['node_modules', 'dist', '.turbo', '.nx', '.data', 'coverage', 'results']);
const READ = /\.(ts|tsx|mjs|css|md|json)$/;

/** The workspace's own files below apps, packages and tooling, sorted; generated ones are left out. */
export function readTree(root: string): SourceFile[] {
  return ['apps', 'packages', 'tooling']
    .flatMap((folder) => pathsBelow(root, folder))
    .filter((path) => READ.test(path) && !path.includes('.generated.'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function pathsBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsBelow(root, path);
    return [path];
  });
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mjs)$/.test(path);
}

/** Every match of `pattern` in the file's lines, as a problem with its line. */
export function findLines(
  file: SourceFile,
  pattern: RegExp,
  message: (match: RegExpExecArray) => string,
): Problem[] {
  return file.text.split('\n').flatMap((text, index) => {
    const match = pattern.exec(text);
    return match ? [{ path: file.path, line: index + 1, message: message(match) }] : [];
  });
}
