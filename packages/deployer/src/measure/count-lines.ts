import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileSize, ToolReport } from '@oremill/types';
import { type Language, languageOf } from './languages.ts';

type SizeReport = Extract<ToolReport, { kind: 'size' }>;

const FILE_BYTES_MAX = 4 * 1024 * 1024;

/** Counts the lines of those files, below a root, that are code. What is too large to be written by a person is left out. */
export async function countLines(root: string, files: readonly string[]): Promise<SizeReport> {
  const sizes: FileSize[] = [];
  for (const file of files) {
    const language = languageOf(file);
    if (language === undefined) continue;
    const text = await textOf(join(root, file));
    if (text !== undefined) sizes.push({ file, language: language.name, ...linesIn(text, language) });
  }
  return { kind: 'size', format: 'lines', files: sizes };
}

/** What is no file of text, is a link, or too large, has none: a link may lead to what never ends. */
export async function textOf(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > FILE_BYTES_MAX) return undefined;
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined || bytes.includes(0) ? undefined : bytes.toString();
}

/** A line with any code on it is code; signs of comments within texts are taken for what they look like. */
export function linesIn(
  text: string,
  { line, block }: Language,
): Pick<FileSize, 'code' | 'comment' | 'blank'> {
  const counts = { code: 0, comment: 0, blank: 0 };
  let isInBlock = false;
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  for (const whole of lines) {
    let rest = whole.trim();
    if (rest === '') {
      counts.blank += 1;
      continue;
    }
    let hasCode = false;
    while (rest !== '') {
      if (isInBlock) {
        const end = block === undefined ? -1 : rest.indexOf(block[1]);
        isInBlock = end === -1;
        rest = end === -1 || block === undefined ? '' : rest.slice(end + block[1].length).trim();
        continue;
      }
      if (line.some((sign) => rest.startsWith(sign))) break;
      const begin = block === undefined ? -1 : rest.indexOf(block[0]);
      if (begin !== 0) hasCode = true;
      if (begin === -1 || block === undefined) break;
      const isHidden = line.some((sign) => rest.slice(0, begin).includes(sign));
      if (isHidden) break;
      isInBlock = true;
      rest = rest.slice(begin + block[0].length);
    }
    if (hasCode) counts.code += 1;
    else counts.comment += 1;
  }
  return counts;
}
