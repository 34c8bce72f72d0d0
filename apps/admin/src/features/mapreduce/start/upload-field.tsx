import { formatBytes } from '@oremill/types';
import { sendInput } from '../../../api/mapreduce.ts';
import { DropField } from '../../../components/drop-field.tsx';
import { Name } from '../../../components/name.tsx';

/** Sends a file, dropped or chosen, and hands back its id. */
export function UploadField({ onUploaded }: { onUploaded: (id: string | undefined) => void }) {
  return (
    <DropField
      label="File to upload"
      hint="or drop one here: one JSON record a line"
      send={sendInput}
      onSent={(upload) => onUploaded(upload?.id)}
      describe={({ name, bytes }) => (
        <>
          <Name text={name} />, {formatBytes(bytes)}, is uploaded
        </>
      )}
    />
  );
}
