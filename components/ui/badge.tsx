import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const badgeClass = cva('badge', {
  variants: {
    tone: {
      neutral: 'tone-neutral',
      accent: 'tone-accent',
      success: 'tone-success',
      warning: 'tone-warning',
      danger: 'tone-danger',
      info: 'tone-info',
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
    <Badge tone={tone} className={cn('badge-state', live && 'before:animate-pulse', className)} {...rest}>
      {children}
    </Badge>
  );
}
