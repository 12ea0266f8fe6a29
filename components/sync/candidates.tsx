import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { ConflictAnswer } from '@/lib/sync/history/answers';

/** What a person says about a conflict. */
export interface Choice {
  choice: 'odoo' | 'products_manager' | 'value';
  value?: unknown;
}

/** Several records may be the one that is meant: each can be chosen, or none of them. */
export function Candidates({
  conflict,
  mayChange,
  busy,
  onChoose,
}: {
  conflict: ConflictAnswer;
  mayChange: boolean;
  busy: boolean;
  onChoose: (choice: Choice) => void;
}) {
  const t = useTranslations('sync.conflicts');
  return (
    <div className="mt-3">
      <p className="text-muted text-xs">{t('candidates')}</p>
      <ul className="mt-1 grid gap-2 sm:grid-cols-2">
        {(conflict.candidates ?? []).map(({ side, id, label }) => (
          <li
            key={id}
            className={cn(
              'flex flex-wrap items-center justify-between gap-2 rounded-control border p-3',
              conflict.chosen_value === id && 'border-accent bg-accent-soft/50',
            )}
          >
            <span className="min-w-0">
              {side === 'here' ? (
                <Link href={`/products/${id}`} className="font-medium hover:text-accent hover:underline">
                  {label}
                </Link>
              ) : (
                <>
                  <span className="font-medium">{label}</span>{' '}
                  <span className="text-muted">{t('in_odoo', { id })}</span>
                </>
              )}
            </span>
            {mayChange ? (
              <Button
                size="sm"
                busy={busy}
                aria-label={`${t('this_one')} ${label}`}
                onClick={() => onChoose({ choice: 'value', value: id })}
              >
                {t('this_one')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <Button
          variant="link"
          size="sm"
          className="mt-2"
          busy={busy}
          onClick={() => onChoose({ choice: conflict.local_id === null ? 'odoo' : 'products_manager' })}
        >
          {t('new_one')}
        </Button>
      ) : null}
    </div>
  );
}
