import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from './cn';

/** Where one is in a series of steps. On phones only the current one is named. */
export function Stepper({
  steps,
  current,
  onSelect,
  reachable,
}: {
  steps: readonly { id: string; label: string }[];
  current: string;
  /** Steps up to this position may be gone back to. */
  reachable: number;
  onSelect: (id: string) => void;
}) {
  const t = useTranslations('ui');
  const at = steps.findIndex((step) => step.id === current);
  return (
    <nav aria-label={t('steps')}>
      <p className="mb-2 text-[0.8125rem] text-muted lg:hidden">
        {t('step_of', { step: at + 1, total: steps.length })}
        <span className="ms-1.5 font-medium text-ink">{steps[at]?.label}</span>
      </p>
      <ol className="flex gap-1.5 lg:flex-col lg:gap-0.5">
        {steps.map((step, index) => {
          const done = index < at;
          return (
            <li key={step.id} className="flex-1">
              <button
                type="button"
                disabled={index > reachable}
                aria-current={index === at ? 'step' : undefined}
                aria-label={step.label}
                onClick={() => onSelect(step.id)}
                className={cn(
                  'flex h-1.5 w-full items-center gap-3 rounded-full transition-colors lg:h-auto lg:rounded-control lg:px-2.5 lg:py-2 lg:text-start',
                  index <= at ? 'max-lg:bg-accent' : 'max-lg:bg-line',
                  index === at ? 'font-medium text-ink lg:bg-accent-soft' : 'text-muted',
                  index <= reachable && index !== at && 'lg:hover:bg-hover',
                )}
              >
                <span
                  aria-hidden
                  className={cn(
                    'hidden size-5 shrink-0 items-center justify-center rounded-full border font-medium text-[0.6875rem] lg:flex',
                    index === at && 'border-accent bg-accent text-on-accent',
                    done && 'border-accent text-accent',
                    index > at && 'border-line-strong',
                  )}
                >
                  {done ? <Check className="size-3" strokeWidth={3} /> : index + 1}
                </span>
                <span className="hidden lg:inline">{step.label}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
