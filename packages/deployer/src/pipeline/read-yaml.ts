import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { ConfigFile } from './config-file.ts';
import type { PartPath, Place } from './problem.ts';
import type { ReadConfig } from './read-config.ts';

/** Each alias stands for nodes, which may hold aliases: a few lines can stand for more than a memory holds. */
const ALIASES_MAX = 1000;

/** Reads a config in YAML 1.2; `<<` takes over the entries of another map. */
export function readYaml({ name, text }: ConfigFile): ReadConfig {
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      merge: true,
      prettyErrors: false,
      stringKeys: true,
    });
    // What comes after the first is often no more than its consequence.
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) {
      return { problems: [{ file: name, place: placeOf(fault.pos[0]), message: messageOf(fault) }] };
    }
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
    return {
      value,
      locate: (path, isOfKey) => {
        const offset = findNode(document, path, isOfKey)?.range?.[0];
        return offset === undefined ? undefined : placeOf(offset);
      },
    };
  } catch (error) {
    return { problems: [{ file: name, message: messageOf(error) }] };
  }
}

/** In words of ours where the parser's are of memory and stacks. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('call stack')) return 'is nested too deeply';
  return message.includes('alias count') ? 'its aliases stand for too much' : message;
}

/** What is at the path: its name where it is a map or list, which begin on a later line; else the nearest around it. */
function findNode(document: Document, path: PartPath, isOfKey: boolean): Node | undefined {
  let found: Node | undefined = document.contents ?? undefined;
  let value: unknown = document.contents;
  for (const [depth, part] of path.entries()) {
    const entry = entryOf(document, value, part);
    if (entry === undefined) return found;
    const isLast = depth === path.length - 1;
    const showsKey = (isOfKey && isLast) || isMap(entry.value) || isSeq(entry.value);
    found = (showsKey ? entry.key : entry.value) ?? entry.value ?? entry.key ?? found;
    value = entry.value;
  }
  return found;
}

interface Entry {
  readonly key?: Node | undefined;
  readonly value?: Node | undefined;
}

function entryOf(document: Document, holder: unknown, part: string | number): Entry | undefined {
  const node = isAlias(holder) ? holder.resolve(document) : holder;
  if (isSeq(node) && typeof part === 'number') {
    return part < node.items.length ? { value: node.items[part] as Node } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
  return pair && { key: pair.key as Node, value: (pair.value as Node | null) ?? undefined };
}
