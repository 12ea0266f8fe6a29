import { cn } from './cn';

/** How far something is. `total` null: unknown, the bar moves without promising anything. */
export function Progress({
  done,
  total,
  label,
  className,
}: {
  done: number;
  total: number | null;
  label: string;
  className?: string;
}) {
  const part = total && total > 0 ? Math.min(1, done / total) : null;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={part === null ? undefined : Math.round(part * 100)}
      className={cn('h-2 w-full overflow-hidden rounded-full bg-hover', className)}
    >
      {part === null ? (
        <div className="h-full w-1/3 animate-progress rounded-full bg-accent" />
      ) : (
        <div
          className="h-full rounded-full bg-accent transition-[width] duration-500"
          style={{ width: `${part * 100}%` }}
        />
      )}
    </div>
  );
}
