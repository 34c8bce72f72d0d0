import { existsSync } from 'node:fs';

/** The files of an image in so many parts: `table.image` as it is, or `table-00.image`, `table-01.image`, … */
export function partPaths(path: string, parts: number): string[] {
  if (parts === 1) return [path];
  return Array.from({ length: parts }, (_, part) => partPath(path, part));
}

/** Those that somebody has written for this path; none when nobody has. */
export function writtenPaths(path: string): string[] {
  if (existsSync(path)) return [path];
  const paths: string[] = [];
  for (let next = partPath(path, 0); existsSync(next); next = partPath(path, paths.length)) paths.push(next);
  return paths;
}

function partPath(path: string, part: number): string {
  const [, stem, ending = ''] = /^(.*?)(\.[^./]*)?$/s.exec(path) ?? [];
  return `${stem}-${String(part).padStart(2, '0')}${ending}`;
}
