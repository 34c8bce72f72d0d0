import { Autocomplete, CloseButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { showHidden } from '../../../format/shorten.ts';
import { completeKeys } from './complete-keys.ts';

/** As long as the fingers move, nothing is asked. */
const QUIET_MS = 150;
const COMPLETIONS_MAX = 8;

/** A prefix that is looked for while it is typed, with the ways in which it may go on. */
export function PrefixField({
  prefix,
  known,
  onChange,
  onOpen,
}: {
  prefix: string;
  /** Keys that are loaded and begin with it. */
  known: readonly string[];
  onChange: (prefix: string) => void;
  onOpen: (key: string) => void;
}) {
  const [text, setText] = useState(prefix);
  const asked = useRef(prefix);
  const latest = useRef(onChange);
  latest.current = onChange;

  useEffect(() => {
    if (text === asked.current) return;
    const timer = setTimeout(() => {
      asked.current = text;
      latest.current(text);
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [text]);

  // Back, or another link to this page, brings another prefix; our own echo of it does not.
  useEffect(() => {
    if (prefix === asked.current) return;
    asked.current = prefix;
    setText(prefix);
  }, [prefix]);

  const completions = completeKeys(text, known, COMPLETIONS_MAX);
  const choose = (chosen: string) => {
    if (completions.some((completion) => completion.text === chosen && completion.isKey)) onOpen(chosen);
  };
  return (
    <Autocomplete
      aria-label="Keys that begin with"
      placeholder="Keys that begin with…"
      size="xs"
      w={260}
      data-filter
      maxLength={1000}
      spellCheck={false}
      data={completions.map((completion) => completion.text)}
      filter={({ options }) => options}
      value={text}
      onChange={setText}
      onOptionSubmit={choose}
      comboboxProps={{ transitionProps: { duration: 0 } }}
      renderOption={({ option }) => {
        const isKey = completions.some((completion) => completion.text === option.value && completion.isKey);
        return (
          <span className="mono" style={{ overflowWrap: 'anywhere' }}>
            <bdi>{showHidden(option.value)}</bdi>
            {isKey ? null : <span className="dim">…</span>}
          </span>
        );
      }}
      rightSection={
        text === '' ? null : <CloseButton size="xs" aria-label="Show all keys" onClick={() => setText('')} />
      }
    />
  );
}
