'use client';

import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId, useRef } from 'react';
import { cn } from './cn';
import { useFocusWhenRefused } from './use-focus-when-refused';

interface FieldControl {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldControl | null>(null);

/** What a control inside a Field takes over: its id, its descriptions and whether it is wrong. */
export function useFieldControl() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  };
}

/** Label, hint and error around one control; screen readers hear all three. */
export function Field({
  label,
  hint,
  error,
  required = false,
  optionalLabel,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Shown after the label of a field that may stay empty. */
  optionalLabel?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useFocusWhenRefused(box, error);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <FieldContext.Provider
      value={{ id, describedBy: described || undefined, invalid: Boolean(error), required }}
    >
      <div ref={box} className={cn('flex flex-col gap-1.5', className)}>
        <label htmlFor={id} className="font-medium text-ink">
          {label}
          {optionalLabel ? <span className="ms-1.5 font-normal text-muted">{optionalLabel}</span> : null}
        </label>
        {children}
        {hint ? (
          <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
            {hint}
          </p>
        ) : null}
        {error ? (
          <p id={`${id}-error`} role="alert" className="flex gap-1.5 text-[0.8125rem] text-danger">
            <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span>{error}</span>
          </p>
        ) : null}
      </div>
    </FieldContext.Provider>
  );
}

/** A group of controls with one legend. */
export function Fieldset({
  legend,
  hint,
  className,
  children,
}: {
  legend: ReactNode;
  hint?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <fieldset className={cn('flex min-w-0 flex-col gap-3', className)}>
      <legend className="mb-1 font-medium text-ink">{legend}</legend>
      {hint ? <p className="text-[0.8125rem] text-muted">{hint}</p> : null}
      {children}
    </fieldset>
  );
}
