import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export const buttonClass = cva('btn', {
  variants: {
    variant: {
      primary: 'bg-accent text-on-accent shadow-raised hover:bg-accent-hover',
      secondary: 'border border-line-strong/50 bg-raised text-ink shadow-raised hover:bg-hover',
      ghost: 'text-muted hover:bg-hover hover:text-ink',
      danger: 'bg-danger text-on-danger shadow-raised hover:opacity-90',
      link: 'text-accent underline-offset-4 hover:underline',
    },
    size: {
      sm: 'h-8 px-2.5 text-[0.8125rem]',
      md: 'h-9 px-3.5 text-sm',
      lg: 'h-11 px-5 text-[0.9375rem]',
      icon: 'size-9',
    },
  },
  compoundVariants: [{ variant: 'link', class: 'h-auto px-0' }],
  defaultVariants: { variant: 'secondary', size: 'md' },
});

type ButtonLook = VariantProps<typeof buttonClass>;

/** A button. `busy` shows a spinner, keeps the width and the keyboard's focus, and takes no further press. */
export function Button({
  variant,
  size,
  busy = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & ButtonLook & { busy?: boolean }) {
  return (
    <button
      type={type}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cn(buttonClass({ variant, size }), className)}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ variant, size, className, ...rest }: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={cn(buttonClass({ variant, size }), className)} {...rest} />;
}
