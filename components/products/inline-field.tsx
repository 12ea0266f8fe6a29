'use client';

import type { KeyboardEvent, ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Input, Textarea } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { SaveMark } from './save-mark';
import { type SaveState, useInlineSave } from './use-inline-save';

interface InlineProps {
  label: string;
  /** Name of the field in the API. */
  path: string;
  value: string;
  save: (typed: string, seen: string) => Promise<string>;
  readOnly?: boolean;
  hint?: ReactNode;
  className?: string;
}

interface InlineTextProps extends InlineProps {
  multiline?: boolean;
  numeric?: boolean;
  /** In a table the column says what it is: the label is for screen readers only. */
  bare?: boolean;
  maxLength?: number;
  placeholder?: string;
}

/** Text that is edited where it stands: saved when left or on Enter, given back by Escape. */
export function InlineText({ multiline = false, numeric = false, bare = false, ...props }: InlineTextProps) {
  const { label, path, value, save, readOnly, hint, className, maxLength, placeholder } = props;
  const { control, state, error, commit, revert } = useInlineSave<HTMLInputElement & HTMLTextAreaElement>({
    value,
    save,
    path,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') revert();
    if (event.key === 'Enter' && !multiline) commit();
  };
  const shared = {
    ref: control,
    defaultValue: value,
    readOnly,
    maxLength,
    placeholder,
    onBlur: commit,
    onKeyDown,
    // Browsers that refill a reloaded page would look like somebody typing.
    autoComplete: 'off',
    className: numeric ? 'text-end tabular-nums' : undefined,
    ...(numeric ? { inputMode: 'decimal' as const } : {}),
  };
  const text = multiline ? <Textarea rows={5} {...shared} /> : <Input {...shared} />;
  if (!bare) {
    return (
      <Field label={<Labelled label={label} state={state} />} hint={hint} error={error} className={className}>
        {text}
      </Field>
    );
  }
  return (
    <div className={className}>
      <Input
        {...shared}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        className={cn('h-8 px-2 shadow-none', shared.className, state === 'saved' && 'border-success')}
      />
      <SaveMark unseen state={state} />
      {error ? (
        <p role="alert" className="mt-1 max-w-56 text-start text-[0.8125rem] text-danger">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** A choice that is saved as soon as it is made. */
export function InlineSelect({
  label,
  path,
  value,
  save,
  readOnly,
  hint,
  className,
  children,
}: InlineProps & { children: ReactNode }) {
  const { control, state, error, commit } = useInlineSave<HTMLSelectElement>({ value, save, path });
  return (
    <Field label={<Labelled label={label} state={state} />} hint={hint} error={error} className={className}>
      <Select ref={control} defaultValue={value} disabled={readOnly} onChange={commit} autoComplete="off">
        {children}
      </Select>
    </Field>
  );
}

function Labelled({ label, state }: { label: string; state: SaveState }) {
  return (
    <span className="inline-flex items-center gap-2">
      {label}
      <SaveMark state={state} />
    </span>
  );
}
