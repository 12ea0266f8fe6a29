import { Card } from './card';
import { cn } from './cn';

/** A place held while its content is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-pulse rounded-control bg-hover', className)} />;
}

/** A card held while its content is on its way. */
export function SkeletonCard() {
  return (
    <Card aria-hidden className="flex flex-col gap-4 p-5">
      <Skeleton className="w-1/3" />
      <Skeleton />
      <Skeleton />
      <Skeleton className="w-4/5" />
    </Card>
  );
}

/** Rows held while a list is on its way. */
export function SkeletonRows({ rows = 8, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col divide-y">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-4 px-4 py-3">
          <Skeleton className="size-8 rounded-lg" />
          <Skeleton className="w-2/5" />
          <Skeleton className="ms-auto w-16" />
        </div>
      ))}
    </div>
  );
}
