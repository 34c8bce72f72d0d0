import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { mediaQuery } from '../../../api/cost.ts';

/** Where the data may be kept. One that the address names and the platform does not know stays, to be taken off. */
export function MediaField({
  chosen,
  fault,
  onChange,
}: {
  chosen: readonly string[];
  fault: string | undefined;
  onChange: (media: string[]) => void;
}) {
  const { data: media = [] } = useQuery(mediaQuery);
  const faultId = useId();
  const known = media.map(({ name, title }) => ({ name, title }));
  const unknown = chosen
    .filter((name) => !known.some((one) => one.name === name))
    .map((name) => ({ name, title: 'not known' }));
  const all = [...known, ...(media.length === 0 ? [] : unknown)];
  const toggle = (name: string, isChosen: boolean) =>
    // In the order of the list, so that one choice has one address and one set of colours.
    onChange(all.map((one) => one.name).filter((one) => (one === name ? isChosen : chosen.includes(one))));
  return (
    <fieldset className="media-field" aria-describedby={fault === undefined ? undefined : faultId}>
      <legend>Media</legend>
      <ul>
        {all.map(({ name, title }) => (
          <li key={name}>
            <label title={title}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
              <span>
                {name} <span className="dim small">{title}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
      {fault === undefined ? null : (
        <p id={faultId} className="field-fault">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
