import { SegmentedControl, Select } from '@mantine/core';
import type { StoredSample } from '@oremill/types';
import { useState } from 'react';
import { sampleSender } from '../../../api/cost.ts';
import type { SendFile } from '../../../api/upload.ts';
import { DropField } from '../../../components/drop-field.tsx';
import { Name } from '../../../components/name.tsx';
import type { EstimateSearch } from '../search.ts';
import { KeptSamples } from './kept-samples.tsx';
import { rulesForFile, withText } from './rules-for.ts';
import { SourceForm } from './source-form.tsx';
import { TextField } from './text-field.tsx';

type Way = 'drop' | 'platform' | 'kept';

const WAYS = [
  { value: 'drop', label: 'A file of yours' },
  { value: 'platform', label: 'What the platform has' },
  { value: 'kept', label: 'A kept sample' },
];

const FORMATS = [
  { value: 'name', label: 'as the name says: .tsv has tabs, others JSON' },
  { value: 'json-lines', label: 'a JSON object on each line' },
  { value: 'tsv', label: 'a line with tabs between its values' },
];

/** The ways to a sample: dropped, read from what the platform has, or one that it keeps. */
export function SampleChooser({
  from,
  onChosen,
}: {
  from: EstimateSearch['from'];
  onChosen: (sample: StoredSample, isFromPlatform: boolean) => void;
}) {
  const [way, setWay] = useState<Way>(from ? 'platform' : 'drop');
  const [format, setFormat] = useState('name');
  const [text, setText] = useState('');
  const send: SendFile<StoredSample> = (file, onProgress, signal) => {
    const rules = format === 'name' ? rulesForFile(file.name) : { format: format as 'json-lines' | 'tsv' };
    return sampleSender(withText(rules, text))(file, onProgress, signal);
  };
  return (
    <div className="stack">
      <div className="sample-ways">
        <SegmentedControl
          aria-label="Where the sample is from"
          data={WAYS}
          value={way}
          onChange={(next) => setWay(next as Way)}
        />
      </div>
      {way === 'drop' ? (
        <div className="sample-drop">
          <DropField
            label="Sample to measure"
            hint="or drop one here: some hundred records, or all of them. It is measured, and not kept."
            send={send}
            onSent={(sample) => sample && onChosen(sample, false)}
            describe={({ statistics }) => (
              <>
                <Name text={statistics.name} /> is measured
              </>
            )}
          />
          <Select
            label="A record is"
            data={FORMATS}
            value={format}
            onChange={(next) => setFormat(next ?? 'name')}
            allowDeselect={false}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
          <TextField value={text} onChange={setText} />
        </div>
      ) : null}
      {way === 'platform' ? (
        <SourceForm from={from} onRead={(sample, kind) => onChosen(sample, kind !== 'table')} />
      ) : null}
      {way === 'kept' ? <KeptSamples onChosen={(sample) => onChosen(sample, false)} /> : null}
    </div>
  );
}
