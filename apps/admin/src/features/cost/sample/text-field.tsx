import { TextInput } from '@mantine/core';

/** Names the field whose words are counted: an index of them can be estimated then. */
export function TextField({ value, onChange }: { value: string; onChange: (field: string) => void }) {
  return (
    <TextInput
      label="Text field, for an index of its words"
      placeholder="none; text, or user.name"
      autoCapitalize="none"
      spellCheck={false}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
