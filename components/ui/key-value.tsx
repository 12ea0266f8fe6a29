import type { ReactNode } from 'react';
import { cn } from './cn';

/** Facts as name and value, one a line. Empty values show a dash. */
export function KeyValue({
  items,
  className,
}: {
  items: readonly { label: ReactNode; value: ReactNode }[];
  className?: string;
}) {
  return (
    <dl className={cn('divide-y', className)}>
      {items.map(({ label, value }, index) => (
        <div key={index} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 text-end text-ink [overflow-wrap:anywhere]">{value ?? '–'}</dd>
        </div>
      ))}
    </dl>
  );
}
