import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { JobOption } from '@oremill/types';
import { defaultText, type Faults, firstText, labelOf, type OptionText } from './option-values.ts';

/** A field for each option that a job takes, made from its schema. */
export function OptionFields({
  options,
  texts,
  faults,
  onChange,
}: {
  options: readonly JobOption[];
  texts: Readonly<Record<string, OptionText>>;
  /** By field: `options.<name>`. */
  faults: Faults;
  onChange: (name: string, text: OptionText) => void;
}) {
  return (
    <fieldset className="start-options">
      <legend>Options</legend>
      {options.map((option) => (
        <OptionField
          key={option.name}
          option={option}
          text={texts[option.name] ?? firstText(option)}
          fault={faults[`options.${option.name}`]}
          onChange={(text) => onChange(option.name, text)}
        />
      ))}
    </fieldset>
  );
}

function OptionField({
  option,
  text,
  fault,
  onChange,
}: {
  option: JobOption;
  text: OptionText;
  fault: string | undefined;
  onChange: (text: OptionText) => void;
}) {
  const { type, choices, isRequired } = option;
  const shared = {
    label: labelOf(option),
    description: option.description,
    error: fault,
  };
  if (type === 'boolean') {
    return (
      <Switch
        {...shared}
        checked={text === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  const typed = {
    ...shared,
    withAsterisk: isRequired,
    'aria-required': isRequired || undefined,
    placeholder: defaultText(option),
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
  };
  if (choices && type !== 'array') {
    return (
      <Select
        {...typed}
        data={choices}
        value={text === '' ? null : String(text)}
        onChange={(value) => onChange(value ?? '')}
        clearable={!isRequired}
        clearButtonProps={{ 'aria-label': `Clear ${labelOf(option)}` }}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
    );
  }
  if (type === 'array') {
    return (
      <Textarea
        {...typed}
        description={[option.description, 'One a line.'].filter(Boolean).join('. ')}
        rows={3}
        spellCheck={false}
        value={String(text)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...typed}
      inputMode={type === 'string' ? undefined : type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      spellCheck={false}
      value={String(text)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
