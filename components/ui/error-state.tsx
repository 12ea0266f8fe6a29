import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

/** Something failed: what, what to do about it, and a way to try again. Where that is all of the page, the title heads it. */
export function ErrorState({
  title,
  description,
  action,
  className,
  alone = false,
}: {
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
  alone?: boolean;
}) {
  const Title = alone ? 'h1' : 'p';
  return (
    <div role="alert" className={cn('flex flex-col items-center px-6 py-14 text-center', className)}>
      <span className="mb-4 flex size-11 items-center justify-center rounded-full bg-danger-soft text-danger">
        <TriangleAlert aria-hidden className="size-5" />
      </span>
      <Title className="font-semibold text-[0.9375rem] text-ink">{title}</Title>
      {description ? <p className="mt-1 max-w-md text-balance text-muted">{description}</p> : null}
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
