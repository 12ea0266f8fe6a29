'use client';

import { RadioGroup as Radix } from 'radix-ui';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cn } from './cn';

export function RadioGroup({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root className={cn('flex flex-col gap-2', className)} {...rest} />;
}

/** One choice as a card that is pressed anywhere: a title, what it means, a badge where one is recommended. */
export function RadioCard({
  label,
  hint,
  badge,
  className,
  ...rest
}: ComponentProps<typeof Radix.Item> & { label: ReactNode; hint?: ReactNode; badge?: ReactNode }) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className={cn(
        'flex cursor-pointer items-start gap-3 rounded-card border border-line bg-surface p-4 transition-colors hover:border-line-strong has-[[data-state=checked]]:border-accent has-[[data-state=checked]]:bg-accent-soft/60 has-[:disabled]:cursor-default has-[:disabled]:opacity-60',
        className,
      )}
    >
      <Radix.Item
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-[5px] data-[state=checked]:border-accent"
        {...rest}
      />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium text-ink">
          {label}
          {badge}
        </span>
        {hint ? (
          <span id={`${id}-hint`} className="mt-0.5 block text-[0.8125rem] text-muted">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
