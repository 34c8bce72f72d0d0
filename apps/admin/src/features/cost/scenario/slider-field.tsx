import { NumberInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

/** A number by slider or by hand. The field takes what the slider cannot reach; the platform says where it ends. */
export function SliderField({
  label,
  suffix,
  min,
  max,
  step,
  value,
  fault,
  beside,
  onChange,
}: {
  label: string;
  suffix?: string;
  min: number;
  max: number;
  step: number;
  value: number;
  fault: string | undefined;
  beside?: ReactNode;
  onChange: (value: number) => void;
}) {
  return (
    <div className="slider-field">
      <NumberInput
        label={label}
        suffix={suffix ?? ''}
        step={step}
        value={value}
        error={fault}
        hideControls
        onChange={(next) => typeof next === 'number' && onChange(next)}
      />
      <input
        type="range"
        aria-label={`${label}, slider`}
        aria-valuetext={`${value}${suffix ?? ''}`}
        min={min}
        max={max}
        step={step}
        value={Math.min(max, Math.max(min, value))}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      {beside}
    </div>
  );
}

export interface AmountSlider {
  readonly unit: string;
  /** Powers of ten of its ends. */
  readonly from: number;
  readonly to: number;
}

/** An amount with its unit, as `340e6 record/day`; the slider goes by factors, in two digits. */
export function AmountField({
  label,
  placeholder,
  value,
  fault,
  slider: { unit, from, to },
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  fault: string | undefined;
  slider: AmountSlider;
  onChange: (value: string) => void;
}) {
  const amount = amountIn(value, unit);
  const power = amount === undefined || amount <= 0 ? from : Math.log10(amount);
  return (
    <div className="slider-field">
      <TextInput
        label={label}
        error={fault}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <input
        type="range"
        aria-label={`${label}, slider`}
        aria-valuetext={value === '' ? placeholder : value}
        min={from}
        max={to}
        step={0.05}
        value={Math.min(to, Math.max(from, power))}
        onChange={(event) =>
          onChange(`${Number((10 ** Number(event.currentTarget.value)).toPrecision(2))} ${unit}`)
        }
      />
    </div>
  );
}

/** The number of an amount in this unit, or without one; undefined for another unit, which the slider has no place for. */
export function amountIn(text: string, unit: string): number | undefined {
  const [, amount, name] = /^\s*(\S+)(?:\s+(\S+))?\s*$/.exec(text) ?? [];
  if (amount === undefined || (name !== undefined && name !== unit)) return undefined;
  const value = Number(amount.replaceAll('_', ''));
  return Number.isFinite(value) ? value : undefined;
}
