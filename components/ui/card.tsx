import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      className={cn('min-w-0 rounded-card border border-line bg-surface shadow-raised', className)}
      {...rest}
    />
  );
}

/** Title line of a card, with an optional sentence below and actions at its end. */
export function CardHeader({
  title,
  description,
  actions,
  className,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header
      className={cn(
        'flex flex-wrap justify-between gap-x-4 gap-y-2 px-5 pt-4 pb-3',
        description ? 'items-start' : 'items-center',
        className,
      )}
    >
      <div className={cn('min-w-0 flex-1', description ? 'basis-72' : 'basis-24')}>
        <h2 className="font-semibold text-[0.9375rem] text-ink">{title}</h2>
        {description ? <p className="mt-0.5 text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('px-5 pb-5', className)} {...rest} />;
}

export function CardFooter({ className, ...rest }: ComponentProps<'footer'>) {
  return (
    <footer
      className={cn('flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3', className)}
      {...rest}
    />
  );
}
