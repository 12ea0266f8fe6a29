'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight, ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId, useState } from 'react';
import { callApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';
import { RelativeTime } from '@/components/ui/relative-time';
import { Skeleton } from '@/components/ui/skeleton';
import { type ExplanationAnswer, explanationAnswer } from '@/lib/sync/explain/answer';

type Entry = ExplanationAnswer['data'][number];

const FRESH_MS = 30_000;

/** A question under a number; unfolded it asks every Odoo that has the product and shows what each says. */
export function Unfold({
  productId,
  question,
  children,
}: {
  productId: string;
  question: string;
  children: (entry: Entry) => ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="text-[0.8125rem]">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        className="inline-flex items-center gap-1 rounded-control text-accent hover:underline"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden className={cn('size-3.5 transition-transform', open && 'rotate-90')} />
        {question}
      </button>
      <section id={id} hidden={!open} className="mt-3" aria-label={question}>
        {open ? <Entries productId={productId}>{children}</Entries> : null}
      </section>
    </div>
  );
}

function Entries({ productId, children }: { productId: string; children: (entry: Entry) => ReactNode }) {
  const t = useTranslations('catalogue.explain');
  const textOf = useProblemText();
  const { data, error } = useQuery({
    queryKey: ['explanation', productId],
    queryFn: ({ signal }) => callApi(`/products/${productId}/explanation`, explanationAnswer, { signal }),
    staleTime: FRESH_MS,
    retry: false,
  });
  if (error) return <Notice tone="danger">{textOf(error)}</Notice>;
  if (!data) {
    return (
      <div aria-busy className="flex flex-col gap-2">
        <span className="text-muted">{t('asking')}</span>
        <Skeleton className="h-16" />
      </div>
    );
  }
  if (data.data.length === 0) return <p className="text-muted">{t('not_linked')}</p>;
  return (
    <ul className="flex flex-col gap-4">
      {data.data.map((entry) => (
        <li key={entry.integration_id} className="flex flex-col gap-2">
          <p className="flex flex-wrap items-center gap-x-2 text-muted">
            <a
              href={entry.odoo_url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-center gap-1 font-medium text-ink hover:underline"
            >
              {entry.integration_name}
              <ExternalLink aria-hidden className="size-3" />
            </a>
            <span>{t.rich('read_at', { when: () => <RelativeTime at={entry.read_at} /> })}</span>
          </p>
          {entry.problem === null ? children(entry) : <Notice tone="warning">{entry.problem}</Notice>}
        </li>
      ))}
    </ul>
  );
}
