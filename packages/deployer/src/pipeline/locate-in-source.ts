import { type AnyNode, type Expression, type ObjectExpression, type Program, parse } from 'acorn';
import type { Locate, PartPath, Place } from './problem.ts';

/** How many names of constants are followed from one to the next. */
const NAMES_FOLLOWED_MAX = 20;

/**
 * Finds parts of the object that a module exports by default, in a source without types. Constants and spreads of the
 * same file are followed; of a part that is made by a call, or imported, the place is where the name of that stands.
 */
export function locateInSource(source: string): Locate {
  let program: Program;
  try {
    program = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch {
    // What Node can run and this parser cannot read has no places.
    return () => undefined;
  }
  return (path, isOfKey) => placeOf(program, path, isOfKey);
}

function placeOf(program: Program, path: PartPath, isOfKey: boolean): Place | undefined {
  let value = exported(program);
  let found: AnyNode | undefined = value;
  for (const [depth, part] of path.entries()) {
    const entry = entryOf(program, value, part);
    if (entry === undefined) break;
    const isLast = depth === path.length - 1;
    const isHolder = entry.value.type === 'ObjectExpression' || entry.value.type === 'ArrayExpression';
    found = (isOfKey && isLast) || isHolder ? entry.key : entry.value;
    value = entry.value;
  }
  return found?.loc ? { line: found.loc.start.line, column: found.loc.start.column + 1 } : undefined;
}

/** `export default {…}`, or the first argument of `export default definePipeline({…})`. */
function exported(program: Program): Expression | undefined {
  const statement = program.body.find(({ type }) => type === 'ExportDefaultDeclaration');
  if (statement?.type !== 'ExportDefaultDeclaration') return undefined;
  const value = follow(program, statement.declaration as Expression);
  if (value?.type !== 'CallExpression') return value;
  const [argument] = value.arguments;
  return argument === undefined || argument.type === 'SpreadElement' ? undefined : follow(program, argument);
}

interface Entry {
  readonly key: AnyNode;
  readonly value: Expression;
}

function entryOf(program: Program, holder: Expression | undefined, part: string | number): Entry | undefined {
  const node = holder && follow(program, holder);
  if (node?.type === 'ArrayExpression' && typeof part === 'number') {
    const item = node.elements[part];
    // Behind a spread nobody knows which item is which.
    const isKnown = node.elements.slice(0, part + 1).every((each) => each?.type !== 'SpreadElement');
    return item && isKnown && item.type !== 'SpreadElement' ? { key: item, value: item } : undefined;
  }
  return node?.type === 'ObjectExpression' ? propertyOf(program, node, part) : undefined;
}

function propertyOf(program: Program, node: ObjectExpression, part: string | number): Entry | undefined {
  // The last one of a name is the one that counts.
  for (const property of node.properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const spread = entryOf(program, property.argument, part);
      if (spread !== undefined) return spread;
    } else if (keyOf(property.key) === String(part)) {
      return { key: property.key, value: property.value };
    }
  }
  return undefined;
}

function keyOf(key: Expression | { type: 'PrivateIdentifier' }): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** What a name of a constant of this file stands for; anything else as it is. */
function follow(program: Program, expression: Expression): Expression | undefined {
  let followed: Expression | undefined = expression;
  for (let count = 0; followed?.type === 'Identifier' && count < NAMES_FOLLOWED_MAX; count += 1) {
    const found = constantOf(program, followed.name);
    if (found === undefined) return followed;
    followed = found;
  }
  return followed;
}

function constantOf(program: Program, name: string): Expression | undefined {
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations) {
      if (id.type === 'Identifier' && id.name === name && init) return init;
    }
  }
  return undefined;
}
