'use client';

import { ArrowDownToLine, ArrowUpFromLine, CircleAlert, type LucideIcon, Scale } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFieldWords } from '@/components/sync/field-value';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { RelativeTime } from '@/components/ui/relative-time';
import type { TimelineEntry } from '@/lib/catalogue/products/timeline';

/** What synchronisation did to this product and its variants, newest first. */
export function TimelineCard({ title, entries }: { title: string; entries: readonly TimelineEntry[] }) {
  const t = useTranslations('catalogue.timeline');
  const [shown, setShown] = useState(PAGE);
  const groups = byRun(entries);
  return (
    <Card>
      <CardHeader title={t('title')} />
      <CardBody>
        {entries.length === 0 ? <p className="text-muted">{t('none')}</p> : null}
        <ol className="flex flex-col gap-5">
          {groups.slice(0, shown).map((group) => (
            <Group key={group.entries[0]?.id} group={group} title={title} />
          ))}
        </ol>
        {groups.length > shown ? (
          <Button size="sm" className="mt-4" onClick={() => setShown(shown + PAGE)}>
            {t('more')}
          </Button>
        ) : null}
      </CardBody>
    </Card>
  );
}

const PAGE = 8;

interface RunGroup {
  readonly runId: string | null;
  readonly entries: readonly TimelineEntry[];
}

/** What one run did stands together, where its first entry stands; what no run did stands alone. */
function byRun(entries: readonly TimelineEntry[]): RunGroup[] {
  const groups = Map.groupBy(entries, ({ id, runId }) => runId ?? id);
  return [...groups.values()].map((own) => ({ runId: own[0]?.runId ?? null, entries: own }));
}

function Group({ group: { runId, entries }, title }: { group: RunGroup; title: string }) {
  const t = useTranslations('catalogue.timeline');
  const [first] = entries;
  if (!first) return null;
  return (
    <li>
      <p className="mb-2 text-[0.8125rem] text-muted">
        {first.integration} · <RelativeTime at={first.at} />
        {runId ? (
          <>
            {' · '}
            <Link href={`/sync/runs/${runId}`} className="underline-offset-4 hover:text-ink hover:underline">
              {t('see_run')}
            </Link>
          </>
        ) : null}
      </p>
      <ul className="flex flex-col gap-3">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} about={aboutOf(entry, title)} />
        ))}
      </ul>
    </li>
  );
}

/** What of the product it is about: which variant, which warehouse; nothing where it is the product itself. */
function aboutOf({ label }: TimelineEntry, title: string): string | null {
  if (label === title || label === '') return null;
  if (!label.startsWith(title)) return label;
  // "Lamp (Colour: Red) · Lyon" → "Colour: Red · Lyon"
  return label
    .slice(title.length)
    .replace(/^[\s·]+/, '')
    .replace(/^\(([^)]*)\)/, '$1');
}

function Entry({ entry, about }: { entry: TimelineEntry; about: string | null }) {
  const { icon: Icon, className } = lookOf(entry);
  return (
    <li className="flex gap-3">
      <span className={cn('mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full', className)}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="font-medium">
          <What entry={entry} />
        </p>
        {about ? <p>{about}</p> : null}
        <Details entry={entry} />
      </div>
    </li>
  );
}

function lookOf(entry: TimelineEntry): { icon: LucideIcon; className: string } {
  if (entry.type === 'error') return { icon: CircleAlert, className: 'bg-danger-soft text-danger' };
  if (entry.type === 'conflict') return { icon: Scale, className: 'bg-warning-soft text-warning' };
  return {
    icon: entry.side === 'here' ? ArrowDownToLine : ArrowUpFromLine,
    className: 'bg-accent-soft text-accent',
  };
}

function What({ entry }: { entry: TimelineEntry }) {
  const t = useTranslations('catalogue.timeline');
  if (entry.type === 'change') {
    return t(`${entry.action}_${entry.side}`, { kind: t(`kind.${entry.kind}`) });
  }
  if (entry.type === 'error') return t(`error_${entry.status}`);
  return t(`conflict_${entry.status}`);
}

function Details({ entry }: { entry: TimelineEntry }) {
  const t = useTranslations('catalogue');
  const ui = useTranslations('ui');
  const labelled = (label: string, value: string) => ui('labelled', { label, value });
  const wordsOf = useFieldWords();
  const shown = (field: string, value: unknown) => short(wordsOf(field, value));
  const nameOf = (field: string) => (t.has(`field.${field}`) ? t(`field.${field}`) : field);
  if (entry.type === 'error') {
    return (
      <Link href="/sync/errors" className="text-muted hover:text-ink">
        {entry.message}
      </Link>
    );
  }
  if (entry.type === 'conflict') {
    return (
      <Link href="/sync/conflicts" className="text-muted hover:text-ink">
        {t('timeline.both_values', {
          field: nameOf(entry.field),
          here: shown(entry.field, entry.hereValue),
          odoo: shown(entry.field, entry.odooValue),
        })}
      </Link>
    );
  }
  const fields = Object.entries(entry.fields);
  const list = (
    <ul className="text-muted">
      {fields.map(([field, { before, after }]) => (
        <li key={field}>
          {PICTURES.has(field)
            ? t('timeline.pictures_changed')
            : entry.action === 'create'
              ? labelled(nameOf(field), shown(field, after))
              : t('timeline.field_change', {
                  field: nameOf(field),
                  before: shown(field, before),
                  after: shown(field, after),
                })}
        </li>
      ))}
    </ul>
  );
  if (fields.length <= FEW) return list;
  return (
    <details>
      <summary className="w-fit cursor-pointer text-muted hover:text-ink">
        {t('timeline.fields', { count: fields.length })}
      </summary>
      {list}
    </details>
  );
}

/** So many fields are told at once; more, as of an import, are unfolded. */
const FEW = 3;
/** Told as pictures on the run's page; here their checksums would say nothing. */
const PICTURES: ReadonlySet<string> = new Set(['image', 'extra_images']);

const LONGEST = 80;

/** A value in words, cut where it is long; a dash where there is none. */
function short(words: string | null): string {
  if (words === null) return '–';
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}
