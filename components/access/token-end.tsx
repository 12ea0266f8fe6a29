'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { Badge } from '@/components/ui/badge';

const WARNED_MS = 14 * 24 * 3600 * 1000;

/** The day a token ends; marked in its last two weeks and afterwards. */
export function TokenEnd({ at, now }: { at: Date | null; now: Date }) {
  const t = useTranslations('access.tokens');
  const format = useFormatter();
  if (!at) return t('never_ends');
  const day = format.dateTime(at, { dateStyle: 'medium' });
  const left = at.getTime() - now.getTime();
  if (left <= 0) return <Badge tone="danger">{t('ended', { day })}</Badge>;
  return left < WARNED_MS ? <Badge tone="warning">{t('ends_soon', { day })}</Badge> : day;
}
