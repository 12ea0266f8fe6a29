'use client';

import { Bookmark, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { hrefWith } from '@/lib/http/search-params';
import type { ListAddress } from './list-address';

interface View {
  readonly id: string;
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
}

/** The reader's own views of a list, and a way to keep the one that is shown. */
export function SavedViews({
  views,
  list,
  keepable,
}: {
  views: readonly View[];
  list: ListAddress;
  /** It is filtered or sorted: there is something to keep. */
  keepable: boolean;
}) {
  const t = useTranslations('ui.views');
  const [open, setOpen] = useState(false);
  const save = useCommand((body: object) => commandApi('/me/views', { body }), {
    done: t('saved'),
    onDone: () => setOpen(false),
  });
  const drop = useCommand((id: string) => commandApi(`/me/views/${id}`, { method: 'DELETE' }));
  const current = views.find(({ query }) => sameQuery(query, list.params));
  if (views.length === 0 && !keepable) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate({
      list: list.path.slice(1),
      name: new FormData(event.currentTarget).get('name'),
      query: list.params,
    });
  };
  return (
    <nav aria-label={t('title')} className="flex flex-wrap items-center gap-2 border-b px-3 py-2">
      {views.map((view) => (
        <span
          key={view.id}
          className={cn(
            'inline-flex items-center rounded-full border text-[0.8125rem]',
            view === current && 'border-accent bg-accent-soft',
          )}
        >
          <Link
            href={hrefWith(list.path, view.query)}
            aria-current={view === current ? 'page' : undefined}
            className="rounded-full py-1 ps-3 pe-1 hover:text-accent"
          >
            {view.name}
          </Link>
          <button
            type="button"
            aria-label={t('forget', { name: view.name })}
            className="rounded-full p-1 pe-2 text-muted hover:text-danger"
            onClick={() => drop.mutate(view.id)}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      {keepable && !current ? (
        <Dialog open={open} onOpenChange={setOpen}>
          <DialogTrigger asChild>
            <Button size="sm" variant="ghost">
              <Bookmark aria-hidden />
              {t('keep')}
            </Button>
          </DialogTrigger>
          <DialogContent title={t('keep')} description={t('keep_hint')}>
            <form onSubmit={submit} className="flex flex-col gap-4">
              <Field label={t('name')} required>
                <Input name="name" maxLength={60} required />
              </Field>
              <Button type="submit" variant="primary" busy={save.isPending} className="self-end">
                {t('save')}
              </Button>
            </form>
          </DialogContent>
        </Dialog>
      ) : null}
    </nav>
  );
}

function sameQuery(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
