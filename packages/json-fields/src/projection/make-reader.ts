import { makeCheck, type RunCheck, runSchema, testCode, trySchema } from './make-check.ts';
import type { Check, PlanField, PlanNode, Takes } from './plan.ts';
import type { Tape } from './tape.ts';

/** Makes the value whose cell is the one with this index. Throws when the schema refuses it, or a check throws. */
export type ReadValue = (cell: number) => unknown;

/** Field keys of objects that come in few shapes are written out, one literal a shape. */
const SHAPES_MAX = 8;
const CELL_WORDS = 4;
/** Types of cells and words in them, as in `kernels/projection.as`. */
const ABSENT = 0;
const NULL = 6;
const FIRST_WORD = 2;

/**
 * Generates the code that builds the objects of a plan, so that V8 sees constant shapes. Of the schema nothing goes
 * into the code but keys and strings, quoted as JSON, and the bounds of checks, which are numbers.
 */
export function makeReader(root: PlanNode, tape: Tape): ReadValue {
  const code = new ReaderCode();
  const expression = code.value(root, 'cell', true);
  const { functions, checks } = code;
  const source = `'use strict';
const { cells, string, number, scalar, any } = tape;
${checks.map((_check, index) => `const check${index} = checks[${index}];`).join('\n')}
${functions.join('\n')}
return (cell) => ${expression};`;
  // oxlint-disable-next-line typescript/no-implied-eval -- keys of a literal in the code are what gives objects one shape.
  return new Function('tape', 'checks', source)(tape, checks) as ReadValue;
}

class ReaderCode {
  readonly functions: string[] = [];
  readonly checks: RunCheck[] = [];

  /** An expression for the value of the cell. Not `isFinal`: a schema around it will check it, so it stays raw. */
  value(node: PlanNode, cell: string, isFinal: boolean): string {
    const { check, takes, isNullUnchecked } = node;
    const isChecked = isFinal && check !== undefined;
    const raw = this.#rawValue(node, cell, isFinal && !isChecked);
    const checked = isChecked ? this.#checked(check, raw, onlyType(node)) : raw;
    const isNullApart = takes.has('null') && (isNullUnchecked || isContainer(node));
    if (!isNullApart) return checked;
    const ofNull = isChecked && !isNullUnchecked ? this.#checked(check, 'null', 'null') : 'null';
    return `(cells[${cell}] === ${NULL} ? ${ofNull} : ${checked})`;
  }

  #checked(check: Check, raw: string, type: Takes | undefined): string {
    const run = this.#use(makeCheck(check));
    const test = testCode(check, type);
    if (test === undefined) return `${run}(${raw})`;
    return `${this.#define('value', `return ${test} ? value : ${run}(value);`)}(${raw})`;
  }

  #rawValue(node: PlanNode, cell: string, isFinal: boolean): string {
    const { takes, element } = node;
    if (takes.has('object')) return `${this.#objectFunction(node, isFinal)}(cells[${cell} + ${FIRST_WORD}])`;
    if (element !== undefined) return `${this.#arrayFunction(element, isFinal)}(${cell})`;
    if (takes.has('container')) return `any(${cell})`;
    const type = onlyType(node);
    return type === 'string' || type === 'number' ? `${type}(${cell})` : `scalar(${cell})`;
  }

  #arrayFunction(element: PlanNode, isFinal: boolean): string {
    const item = this.value(element, 'item', isFinal);
    return this.#define(
      'cell',
      `const values = [];
  let item = cells[cell + 2];
  for (let left = cells[cell + 3]; left > 0; left -= 1) {
    values.push(${item});
    item = cells[item + 1];
  }
  return values;`,
    );
  }

  #objectFunction(node: PlanNode, isFinal: boolean): string {
    const fields = node.fields.map((field, index) => {
      const cell = `frame + ${index * CELL_WORDS}`;
      return {
        key: JSON.stringify(field.key),
        isThere: `cells[${cell}] !== ${ABSENT}`,
        value: this.value(field.node, cell, isFinal),
        ifAbsent: isFinal ? this.#ifAbsent(field) : '',
        isRequired: field.absent === 'refused',
      };
    });
    const optional = fields.filter(({ isRequired }) => !isRequired);
    const isOfFewShapes =
      2 ** optional.length <= SHAPES_MAX && optional.every(({ ifAbsent }) => ifAbsent === '');
    if (isOfFewShapes) return this.#define('frame', `return ${shapes(fields)};`);
    const statements = fields.map(({ key, isThere, value, ifAbsent, isRequired }) => {
      if (isRequired) return `value[${key}] = ${value};`;
      return `if (${isThere}) value[${key}] = ${value};${ifAbsent === '' ? '' : ` else ${ifAbsent}`}`;
    });
    return this.#define('frame', `const value = {};\n  ${statements.join('\n  ')}\n  return value;`);
  }

  /** A statement for a field whose key is not there, of an object that is final. */
  #ifAbsent({ key, absent, schema }: PlanField): string {
    const target = `value[${JSON.stringify(key)}]`;
    const ifDefined = (call: string) =>
      `{ const made = ${call}(); if (made !== undefined) ${target} = made; }`;
    switch (absent) {
      case 'assigned':
        return `${target} = ${this.#use(() => runSchema(schema, undefined))}();`;
      case 'defined':
        return ifDefined(this.#use(() => runSchema(schema, undefined)));
      case 'tried':
        return ifDefined(this.#use(() => trySchema(schema)));
      case 'run':
        return `${this.#use(() => trySchema(schema))}();`;
      case 'refused':
      case 'left-out':
        return '';
    }
  }

  #use(check: RunCheck): string {
    this.checks.push(check);
    return `check${this.checks.length - 1}`;
  }

  #define(parameter: string, body: string): string {
    const name = `read${this.functions.length}`;
    this.functions.push(`function ${name}(${parameter}) {\n  ${body}\n}`);
    return name;
  }
}

/** The type of the values that are read as this node's, if there is one; null may be told apart before. */
function onlyType({ takes, isNullUnchecked }: PlanNode): Takes | undefined {
  const [first, ...more] = [...takes].filter((type) => type !== 'null' || !isNullUnchecked);
  return more.length === 0 ? first : undefined;
}

function isContainer({ takes }: PlanNode): boolean {
  return takes.has('object') || takes.has('array');
}

interface FieldCode {
  readonly key: string;
  readonly isThere: string;
  readonly value: string;
  readonly isRequired: boolean;
}

/** A literal for each combination of the fields that may be absent. */
function shapes(fields: readonly FieldCode[], absent: readonly FieldCode[] = [], from = 0): string {
  const index = fields.findIndex(({ isRequired }, at) => at >= from && !isRequired);
  const field = fields[index];
  if (field === undefined) {
    const entries = fields.filter((entry) => !absent.includes(entry));
    return `{ ${entries.map(({ key, value }) => `${key}: ${value}`).join(', ')} }`;
  }
  const present = shapes(fields, absent, index + 1);
  return `(${field.isThere} ? ${present} : ${shapes(fields, [...absent, field], index + 1)})`;
}
