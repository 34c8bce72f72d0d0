import type { z } from 'zod';

/**
 * What a schema reads of a JSON value, in the terms of the kernel: the raw value, cut down to what is declared. The
 * cut is exact because a `z.object` looks at its declared keys only; a schema of a kind that is not known here gets
 * the whole of its value. What a schema does beyond its shape is done by zod, on the small value.
 */
export interface PlanNode {
  readonly takes: ReadonlySet<Takes>;
  /** For `object`. */
  readonly fields: readonly PlanField[];
  /** For `object`: a key that is not declared is an error. */
  readonly isStrict: boolean;
  /** For `array`. */
  readonly element: PlanNode | undefined;
  /** Runs on the raw value. Without one the raw value is the result, its fields and elements checked each. */
  readonly check: Check | undefined;
  /** `null` is the result as it is, before the check. */
  readonly isNullUnchecked: boolean;
}

/** `container` is any object or array, all of it. */
export type Takes = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array' | 'container';

export interface PlanField {
  readonly key: string;
  readonly node: PlanNode;
  readonly schema: z.core.$ZodType;
  readonly absent: Absent;
}

/**
 * When the key is not there the record is refused, or the key left out; or the field's schema runs on `undefined`,
 * and its result is assigned always, if it is defined, or not at all. `tried` is `defined` with failures passed over.
 */
export type Absent = 'refused' | 'left-out' | 'assigned' | 'defined' | 'tried' | 'run';

export type Check =
  | { readonly kind: 'values'; readonly values: ReadonlySet<unknown> }
  | { readonly kind: 'schema'; readonly schema: z.core.$ZodType };

/** The plan of a schema. `around` holds the schemas that it stands in: a recursive one is not unrolled. */
export function planNode(schema: z.core.$ZodType, around: readonly z.core.$ZodType[] = []): PlanNode {
  if (around.includes(schema) || isCompiled(schema)) return wholeValue(schema);
  const node = shapeOf(schema, [...around, schema]);
  return node !== undefined && hasChecks(schema) ? withSchema(node, schema) : (node ?? wholeValue(schema));
}

/** The plan without the schema's own checks, or undefined for a kind that is not known. */
function shapeOf(schema: z.core.$ZodType, around: readonly z.core.$ZodType[]): PlanNode | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- a kind that zod adds is not known either.
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return 'coerce' in def && def.coerce === true ? undefined : taking(def.type);
    case 'null':
      return taking('null');
    case 'unknown':
    case 'any':
      return ANYTHING;
    case 'literal':
    case 'enum':
      return oneOf(schema._zod.values);
    case 'object':
      return shapeOfObject(def, around);
    case 'array':
      return { ...taking('array'), element: planNode(def.element, around) };
    case 'optional':
      return planNode(def.innerType, around);
    case 'nullable': {
      const inner = planNode(def.innerType, around);
      return { ...inner, takes: new Set([...inner.takes, 'null']), isNullUnchecked: true };
    }
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
      return withSchema(planNode(def.innerType, around), schema);
    case 'pipe':
      return withSchema(planNode(def.in, around), schema);
    case 'union':
      return shapeOfUnion(schema, def.options, around);
    default:
      return undefined;
  }
}

function shapeOfObject(def: z.core.$ZodObjectDef, around: readonly z.core.$ZodType[]): PlanNode | undefined {
  const { shape, catchall } = def;
  const isStrict = catchall?._zod.def.type === 'never' && !hasChecks(catchall);
  if (catchall !== undefined && !isStrict) return undefined;
  const keys = Object.keys(shape);
  if (Object.getOwnPropertySymbols(shape).length > 0 || !keys.every(isPlainKey)) return undefined;
  const fields = keys.map((key): PlanField => {
    const field = shape[key] as z.core.$ZodType;
    return { key, node: planNode(field, around), schema: field, absent: whenAbsent(field) };
  });
  return { ...taking('object'), fields, isStrict };
}

/** zod also finds keys that an object has from its prototype; and a key that is no Unicode text has no UTF-8. */
function isPlainKey(key: string): boolean {
  return !(key in Object.prototype) && key.isWellFormed();
}

function whenAbsent(schema: z.core.$ZodType): Absent {
  const { optin, optout } = schema._zod;
  if (optin === undefined) return 'refused';
  if (optout !== 'optional') return optin === 'defaulted' ? 'assigned' : 'defined';
  if (optin === 'defaulted') return 'tried';
  return passesUndefined(schema) ? 'left-out' : 'run';
}

/** Whether the schema gives `undefined` for `undefined`, and runs nobody's code for that. */
function passesUndefined(schema: z.core.$ZodType): boolean {
  const { def, traits } = (schema as z.core.$ZodTypes)._zod;
  if (hasChecks(schema) || isCompiled(schema)) return false;
  if (def.type === 'nullable') return passesUndefined(def.innerType);
  return (
    def.type === 'optional' && !traits.has('$ZodExactOptional') && def.innerType._zod.optin !== 'defaulted'
  );
}

/** Options that are strings, numbers and the like, told apart by their type: then the kernel decides alone. */
function shapeOfUnion(
  schema: z.core.$ZodType,
  options: readonly z.core.$ZodType[],
  around: readonly z.core.$ZodType[],
): PlanNode | undefined {
  const nodes = options.map((option) => planNode(option, around));
  if (nodes.some(({ takes }) => takes.has('object') || takes.has('array'))) return undefined;
  const node = taking(...nodes.flatMap(({ takes }) => [...takes]));
  const isPlain = nodes.every(({ check, takes }) => check === undefined && !takes.has('container'));
  return isPlain ? node : withSchema(node, schema);
}

function oneOf(values: ReadonlySet<unknown> | undefined): PlanNode | undefined {
  if (values === undefined) return undefined;
  const takes = [...values].flatMap((value): Takes[] => {
    if (value === null) return ['null'];
    const type = typeof value;
    return type === 'string' || type === 'number' || type === 'boolean' ? [type] : [];
  });
  return { ...taking(...takes), check: { kind: 'values', values } };
}

function taking(...takes: Takes[]): PlanNode {
  return {
    takes: new Set(takes),
    fields: [],
    isStrict: false,
    element: undefined,
    check: undefined,
    isNullUnchecked: false,
  };
}

const ANYTHING = taking('string', 'number', 'boolean', 'null', 'container');

function wholeValue(schema: z.core.$ZodType): PlanNode {
  return withSchema(ANYTHING, schema);
}

function withSchema(node: PlanNode, schema: z.core.$ZodType): PlanNode {
  return { ...node, check: { kind: 'schema', schema }, isNullUnchecked: false };
}

/** A format (`z.email()`, `z.int()`) is a check of its own schema. */
function hasChecks({ _zod: { def, traits } }: z.core.$ZodType): boolean {
  return (def.checks?.length ?? 0) > 0 || traits.has('$ZodCheck');
}

/** A schema that `z.compile` or `withParser` gave another parser may do anything. */
function isCompiled(schema: z.core.$ZodType): boolean {
  return '__originalRun' in (schema._zod as { readonly run: object }).run;
}
