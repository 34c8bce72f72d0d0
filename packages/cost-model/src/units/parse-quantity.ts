import { costError } from '@oremill/types';
import { nearestName } from './nearest-name.ts';
import { type Quantity, quantity } from './quantity.ts';
import { findUnit, simpleUnitNames } from './unit-names.ts';

/**
 * Reads `340e6 record/day` or `1.5 GiB` in the unit that is asked for; `path` is where it stands. Throws UNIT_INVALID
 * with the expected unit and a suggestion, NUMBER_INVALID.
 */
export function parseQuantity<const U extends string>(text: string, unit: U, path: string): Quantity<U> {
  const match = /^\s*([^\s]+)\s+(\S+)\s*$/.exec(text);
  if (match === null) {
    throw costError('UNIT_INVALID', `${path}: ${JSON.stringify(text)} is not a number and a unit`, {
      hint: isNumber(text)
        ? `Did you mean "${text.trim()} ${unit}"?`
        : `Write it as "1 ${unit}", with a space between them.`,
    });
  }
  const [, amount = '', name = ''] = match;
  const value = Number(amount.replaceAll('_', ''));
  if (!Number.isFinite(value) || value < 0) {
    throw costError('NUMBER_INVALID', `${path}: ${amount} is no number from 0 on`, {
      hint: `Write it as "340e6 ${unit}" or "1200 ${unit}".`,
    });
  }
  const [given, wanted] = [findUnit(name), findUnit(unit)];
  if (given === undefined || wanted === undefined || given.dimension !== wanted.dimension) {
    throw costError('UNIT_INVALID', `${path}: ${name} is no unit of ${wanted?.dimension}, as ${unit} is`, {
      hint: suggestion(name, unit),
    });
  }
  return quantity<string>(value * (given.factor / wanted.factor), unit as never) as Quantity<U>;
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function suggestion(name: string, unit: string): string {
  const parts = name.split(/[/-]/);
  if (parts.some((part) => /^months?$/.test(part)))
    return 'Months differ: say month(30d), month(31d) or month(730h), which is how Amazon counts.';
  if (parts.some((part) => /^years?$/.test(part))) return 'Years differ: say year(365d) or year(366d).';
  const known = simpleUnitNames();
  const unknown = parts.find((part) => !known.includes(part));
  const near = unknown === undefined ? undefined : nearestName(unknown, known);
  if (near !== undefined) return `Did you mean ${name.replace(unknown as string, near)}?`;
  return `Give it in ${unit}, or in another unit of the same.`;
}
