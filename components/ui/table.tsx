import type { ComponentProps } from 'react';
import { cn } from './cn';

/**
 * A table that scrolls within itself when it is wider than its place. With `stack` its rows become cards on
 * phones; each `Td` then shows its `label` (the column's name), and a `Td` without one is the card's title. A `tick`
 * holds the row's box to tick, which stands beside the title there.
 */
export function Table({
  stack = false,
  caption,
  className,
  children,
  ...rest
}: ComponentProps<'table'> & { stack?: boolean; caption: string }) {
  return (
    <div className="w-full overflow-x-auto">
      <table className={cn('w-full border-collapse text-start', stack && 'table-stack', className)} {...rest}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </div>
  );
}

export function Thead(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function Tbody({ className, ...rest }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y', className)} {...rest} />;
}

export function Tr({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('table-row-alive', className)} {...rest} />;
}

export function Th({ className, numeric = false, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'whitespace-nowrap border-b px-4 py-2.5 text-start first:ps-5 last:pe-5 font-medium text-[0.8125rem] text-muted',
        numeric && 'text-end',
        className,
      )}
      {...rest}
    />
  );
}

export function Td({
  className,
  numeric = false,
  tick = false,
  label,
  ...rest
}: ComponentProps<'td'> & { numeric?: boolean; tick?: boolean; label?: string }) {
  return (
    <td
      data-label={label}
      className={cn(tick && 'table-tick', 'cell', numeric && 'cell-numeric', className)}
      {...rest}
    />
  );
}
