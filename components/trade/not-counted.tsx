import { useTranslations } from 'next-intl';

/** Tells of order lines that a quantity does not hold, as their unit cannot be converted. */
export function NotCounted({ lines }: { lines: number }) {
  const t = useTranslations('trade');
  if (lines === 0) return null;
  return (
    <span className="block text-[0.8125rem] text-muted">{t('lines_not_counted', { count: lines })}</span>
  );
}
