import { NumberInput, Select } from '@mantine/core';
import { COMPRESSIONS, INDEX_CODES, TERMS } from '@oremill/types';
import { BOOKS } from '../books.ts';
import type { Draft } from '../draft.ts';
import type { Faults } from '../place-fault.ts';
import { MediaField } from './media-field.tsx';
import './scenario-form.css';
import { AmountField, SliderField } from './slider-field.tsx';
import { SpreadField } from './spread-field.tsx';

const INDEXES = {
  none: 'none',
  'delta-varint': 'differences, 7 bits a byte',
  'elias-fano': 'Elias–Fano',
} as const satisfies Record<Draft['index'], string>;

const TERM_NAMES = {
  'on-demand': 'by the hour',
  'reserved-1y': 'for a year, nothing upfront',
  'reserved-3y': 'for three years, nothing upfront',
} as const satisfies Record<Draft['term'], string>;

/** What is assumed of the data and of how they are kept; each change is told at once. */
export function ScenarioForm({
  draft,
  faults,
  hasWords,
  onChange,
}: {
  draft: Draft;
  faults: Faults;
  /** Of the sample: without words there is no index of them. */
  hasWords: boolean;
  onChange: (change: Partial<Draft>) => void;
}) {
  return (
    <div className="scenario-form">
      <AmountField
        label="New records"
        placeholder="none"
        slider={{ unit: 'record/day', from: 0, to: 10 }}
        value={draft.rate}
        fault={faults.rate}
        onChange={(rate) => onChange({ rate })}
      />
      <AmountField
        label="Records that are there"
        placeholder="none"
        slider={{ unit: 'record', from: 0, to: 12 }}
        value={draft.records}
        fault={faults.records}
        onChange={(records) => onChange({ records })}
      />
      <AmountField
        label="Retention"
        placeholder="for ever"
        slider={{ unit: 'day', from: 0, to: 4 }}
        value={draft.retention}
        fault={faults.retention}
        onChange={(retention) => onChange({ retention })}
      />
      <SliderField
        label="Months ahead"
        min={1}
        max={120}
        step={1}
        value={draft.months}
        fault={faults.months}
        onChange={(months) => onChange({ months })}
      />
      <SliderField
        label="Growth of the rate a month"
        suffix=" %"
        min={-20}
        max={50}
        step={0.5}
        value={draft.growth}
        fault={faults.growth}
        onChange={(growth) => onChange({ growth })}
        beside={
          <SpreadField
            label="Growth may be off by so many points"
            value={draft.growthSpread}
            onChange={(growthSpread) => onChange({ growthSpread })}
          />
        }
      />
      <SliderField
        label="Copies"
        min={1}
        max={6}
        step={1}
        value={draft.replicas}
        fault={faults.replicas}
        onChange={(replicas) => onChange({ replicas })}
      />
      <Select
        label="Compression of each record"
        data={[...COMPRESSIONS]}
        value={draft.compression}
        error={faults.compression}
        onChange={(compression) =>
          compression !== null && onChange({ compression: compression as Draft['compression'] })
        }
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <Select
        label="Index of the words"
        description={hasWords ? undefined : 'The sample was measured without a text field.'}
        data={INDEX_CODES.map((code) => ({ value: code, label: INDEXES[code] }))}
        value={draft.index}
        error={faults.index}
        // One that a link has, of a sample without words, can be taken off.
        disabled={!hasWords && draft.index === 'none'}
        onChange={(index) => index !== null && onChange({ index: index as Draft['index'] })}
        allowDeselect={false}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <SliderField
        label="Energy, on top of machines and disks"
        suffix=" %"
        min={0}
        max={25}
        step={1}
        value={draft.energy}
        fault={faults.energy}
        onChange={(energy) => onChange({ energy })}
        beside={
          <SpreadField
            label="Energy may be off by so many points"
            value={draft.energySpread}
            onChange={(energySpread) => onChange({ energySpread })}
          />
        }
      />
      <NumberInput
        label="Records in an object of S3"
        min={1}
        hideControls
        thousandSeparator=","
        value={draft.objectRecords}
        error={faults.objectRecords}
        onChange={(next) => typeof next === 'number' && onChange({ objectRecords: next })}
      />
      <Select
        label="Machines are paid"
        data={TERMS.map((term) => ({ value: term, label: TERM_NAMES[term] }))}
        value={draft.term}
        error={faults.term}
        onChange={(term) => term !== null && onChange({ term: term as Draft['term'] })}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <SliderField
        label="Confidence"
        suffix=" %"
        min={50}
        max={99}
        step={1}
        value={draft.confidence}
        fault={faults.confidence}
        onChange={(confidence) => onChange({ confidence })}
      />
      <Select
        label="Price book"
        data={BOOKS.includes(draft.book) ? [...BOOKS] : [...BOOKS, draft.book]}
        value={draft.book}
        error={faults.book}
        onChange={(book) => book !== null && onChange({ book })}
        allowDeselect={false}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <MediaField chosen={draft.media} fault={faults.media} onChange={(media) => onChange({ media })} />
    </div>
  );
}
