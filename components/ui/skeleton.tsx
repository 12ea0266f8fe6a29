import { cn } from './cn';

/** A place held while its content is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-pulse rounded-control bg-hover', className)} />;
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
