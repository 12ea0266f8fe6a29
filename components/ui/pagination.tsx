import { ChevronRight, ChevronsLeft } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ButtonLink } from './button';

/** Paging by cursor: on to the next page, or back to the first. `null` where there is nowhere to go. */
export function Pagination({
  firstHref,
  nextHref,
  summary,
}: {
  firstHref: string | null;
  nextHref: string | null;
  summary?: ReactNode;
}) {
  const t = useTranslations('ui');
  if (!firstHref && !nextHref && !summary) return null;
  return (
    <nav
      aria-label={t('pages')}
      className="flex flex-wrap items-center justify-between gap-3 border-t px-4 py-3"
    >
      <p className="text-[0.8125rem] text-muted">{summary}</p>
      <div className="ms-auto flex gap-2">
        {firstHref ? (
          <ButtonLink href={firstHref} size="sm" variant="ghost">
            <ChevronsLeft aria-hidden />
            {t('first_page')}
          </ButtonLink>
        ) : null}
        {nextHref ? (
          <ButtonLink href={nextHref} size="sm" rel="next">
            {t('next_page')}
            <ChevronRight aria-hidden />
          </ButtonLink>
        ) : null}
      </div>
    </nav>
  );
}
