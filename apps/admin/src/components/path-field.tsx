import { Autocomplete } from '@mantine/core';
import { formatBytes } from '@oremill/types';
import { useQuery } from '@tanstack/react-query';
import { inputsQuery } from '../api/mapreduce.ts';
import { baseName, showHidden } from '../format/shorten.ts';

const SUGGESTIONS_MAX = 50;

/** A path under an allowed root: typed, or chosen from the newest files there. */
export function PathField({
  value,
  fault,
  onChange,
}: {
  value: string;
  fault: string | undefined;
  onChange: (path: string) => void;
}) {
  const inputs = useQuery(inputsQuery);
  const files = inputs.data?.items ?? [];
  const sizes = new Map(files.map((file) => [file.path, file.bytes]));
  const roots = inputs.data?.roots ?? [];
  return (
    <Autocomplete
      aria-label="File, folder or glob"
      placeholder={files[0]?.path ?? '/path/to/file.jsonl'}
      description={roots.length === 0 ? undefined : `A file, folder or glob under ${roots.join(' or ')}.`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={
        fault ??
        (inputs.error ? 'The list of files could not be read; you can still type a path.' : undefined)
      }
      data={[...sizes.keys()]}
      limit={SUGGESTIONS_MAX}
      value={value}
      onChange={onChange}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      renderOption={({ option }) => (
        <div className="row spread" style={{ width: '100%', flexWrap: 'nowrap' }}>
          <span style={{ overflowWrap: 'anywhere' }}>
            <bdi>{showHidden(baseName(option.value))}</bdi>
            <span className="dim small" style={{ display: 'block' }}>
              <bdi>{showHidden(option.value)}</bdi>
            </span>
          </span>
          <span className="number dim">{formatBytes(sizes.get(option.value) ?? 0)}</span>
        </div>
      )}
    />
  );
}
