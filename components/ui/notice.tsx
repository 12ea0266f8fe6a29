import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

const LOOKS = {
  info: { icon: Info, className: 'bg-info-soft text-info' },
  success: { icon: CircleCheck, className: 'bg-success-soft text-success' },
  warning: { icon: TriangleAlert, className: 'bg-warning-soft text-warning' },
  danger: { icon: CircleAlert, className: 'bg-danger-soft text-danger' },
} as const;

/** A remark within the page: what is the case, and what to do about it. */
export function Notice({
  tone = 'info',
  title,
  action,
  className,
  children,
}: {
  tone?: keyof typeof LOOKS;
  title?: ReactNode;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}) {
  const { icon: Icon, className: look } = LOOKS[tone];
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={cn('flex items-start gap-3 rounded-card px-4 py-3', look, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2 text-ink">
        <div className="min-w-0 flex-1 basis-56">
          {title ? <p className="font-medium">{title}</p> : null}
          {children ? <div className="text-ink/85 [overflow-wrap:anywhere]">{children}</div> : null}
        </div>
        {action ? <div className="max-w-full">{action}</div> : null}
      </div>
    </div>
  );
}
