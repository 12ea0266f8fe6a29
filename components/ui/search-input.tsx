import { Search } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Input } from './input';

/** Where a list is searched: with its glass, and `label` both as its name and inside it. */
export function SearchInput({
  label,
  className,
  ...rest
}: Omit<ComponentProps<typeof Input>, 'type'> & { label: string }) {
  return (
    <span className={cn('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-muted"
      />
      <Input type="search" aria-label={label} placeholder={label} className="ps-9" {...rest} />
    </span>
  );
}
