import { parseArgs } from 'node:util';
import { type JobOption, mapreduceError } from '@oremill/types';
import { z } from 'zod';

/** The options of a job, for `--help` and for a form; empty when it declares none. */
export function describeOptions(schema: z.ZodType | undefined): JobOption[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { type, description, default: fallback, enum: choices } = property as z.core.JSONSchema.JSONSchema;
    return {
      name,
      flag: flagOf(name),
      type:
        type === 'number' || type === 'integer' || type === 'boolean' || type === 'array' ? type : 'string',
      isRequired: required.includes(name) && fallback === undefined,
      ...(description === undefined ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(choices === undefined ? {} : { choices: choices.map(String) }),
    };
  });
}

/** `minCount` → `--min-count`. */
function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Reads `--min-count 3 --tag a --tag b` as the values that the job's schema will check. Throws OPTION_INVALID. */
export function parseOptionArguments(
  job: string,
  schema: z.ZodType | undefined,
  args: readonly string[],
): Record<string, unknown> {
  const options = describeOptions(schema);
  const known = options.map(({ flag }) => flag).join(', ');
  let values: Record<string, unknown>;
  try {
    values = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: Object.fromEntries(
        options.map(({ flag, type }) => [
          flag.slice(2),
          {
            type: type === 'boolean' ? ('boolean' as const) : ('string' as const),
            multiple: type === 'array',
          },
        ]),
      ),
    }).values;
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw mapreduceError('OPTION_INVALID', `job ${job}: ${words}`, {
      hint: known === '' ? 'It has no options of its own.' : `Its options: ${known}.`,
    });
  }
  return Object.fromEntries(
    options.flatMap(({ name, flag, type }) => {
      const value = values[flag.slice(2)];
      if (value === undefined) return [];
      return [[name, type === 'number' || type === 'integer' ? Number(value) : value]];
    }),
  );
}

/** The options as the job's functions get them. Throws OPTION_INVALID with every fault. */
export function validateOptions(job: string, schema: z.ZodType | undefined, given: unknown): unknown {
  if (schema === undefined) {
    if (Object.keys((given as object | undefined) ?? {}).length === 0) return {};
    throw mapreduceError('OPTION_INVALID', `job ${job} has no options`, { hint: 'Leave them out.' });
  }
  const unknown = unknownNames(schema, (given as object | undefined) ?? {});
  if (unknown.length > 0) {
    throw mapreduceError('OPTION_INVALID', `job ${job} has no option ${unknown.join(', ')}`, {
      hint: `Its options: ${describeOptions(schema)
        .map(({ name }) => name)
        .join(', ')}.`,
    });
  }
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) =>
      `${flagOf(String(issue.path[0] ?? 'options'))}: ${isMissing(issue, given) ? 'it is needed' : issue.message}`,
  );
  throw mapreduceError('OPTION_INVALID', `job ${job}: ${faults.join('; ')}`, {
    hint: `See them with: mapreduce describe ${job}`,
  });
}

/** What zod says of an option that is not there; the words of a job's own check are always told. */
const OF_MISSING = new Set(['invalid_type', 'invalid_value', 'invalid_union']);

function isMissing({ code, path: [name, ...more] }: z.core.$ZodIssue, given: unknown): boolean {
  const options = (given ?? {}) as Record<PropertyKey, unknown>;
  return OF_MISSING.has(code) && name !== undefined && more.length === 0 && options[name] === undefined;
}

/** A schema drops names that it does not know without a word, unless it says that there may be others. */
function unknownNames(schema: z.ZodType, given: object): string[] {
  const { properties, additionalProperties } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  if (properties === undefined || typeof additionalProperties === 'object') return [];
  return Object.keys(given).filter((name) => !Object.hasOwn(properties, name));
}
