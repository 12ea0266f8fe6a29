import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const badgeClass = cva('badge', {
  variants: {
    tone: {
      neutral: 'bg-subtle text-muted',
      accent: 'bg-accent-soft text-accent',
      success: 'bg-success-soft text-success',
      warning: 'bg-warning-soft text-warning',
      danger: 'bg-danger-soft text-danger',
      info: 'bg-info-soft text-info',
    },
  },
  defaultVariants: { tone: 'neutral' },
});

export type Tone = NonNullable<VariantProps<typeof badgeClass>['tone']>;

export function Badge({ tone, className, ...rest }: ComponentProps<'span'> & { tone?: Tone }) {
  return <span className={cn(badgeClass({ tone }), className)} {...rest} />;
}

/** A state in words, with a dot that repeats it in colour; `live` lets the dot breathe. */
export function StatusBadge({
  tone = 'neutral',
  live = false,
  className,
  children,
  ...rest
}: ComponentProps<'span'> & { tone?: Tone; live?: boolean }) {
  return (
    <Badge tone={tone} className={className} {...rest}>
      <span aria-hidden className={cn('badge-dot', live && 'animate-pulse')} />
      {children}
    </Badge>
  );
}
