'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';

/** A box to tick, with its label and an optional hint beside it. `checked="indeterminate"` shows a dash. */
export function Checkbox({
  label,
  hint,
  hideLabel = false,
  className,
  ...rest
}: ComponentProps<typeof Radix.Root> & { label: ReactNode; hint?: ReactNode; hideLabel?: boolean }) {
  const id = useId();
  return (
    <div className={cn('flex items-start gap-2.5', className)}>
      <Radix.Root id={id} aria-describedby={hint ? `${id}-hint` : undefined} className="tick-box" {...rest}>
        <Radix.Indicator>
          {rest.checked === 'indeterminate' ? (
            <Minus className="size-3.5" strokeWidth={3} />
          ) : (
            <Check className="size-3.5" strokeWidth={3} />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <span className={cn('min-w-0', hideLabel && 'sr-only')}>
        <label htmlFor={id} className="text-ink">
          {label}
        </label>
        {hint ? (
          <span id={`${id}-hint`} className="block text-[0.8125rem] text-muted">
            {hint}
          </span>
        ) : null}
      </span>
    </div>
  );
}
