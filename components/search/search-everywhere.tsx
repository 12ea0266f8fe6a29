'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { SearchPanel } from './search-panel';

/** The way to anything: a button, Ctrl-K, or `/` where nothing is being typed. */
export function SearchEverywhere({ role }: { role: 'admin' | 'viewer' }) {
  const t = useTranslations('search');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const combined = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const slash =
        event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      if (!combined && !slash) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        aria-label={t('open')}
        aria-keyshortcuts="Control+K Meta+K /"
        className={buttonClass({ variant: 'ghost', size: 'sm', class: 'text-muted' })}
      >
        <Search aria-hidden />
        <span className="max-sm:sr-only">{t('open')}</span>
        <kbd className="rounded border px-1 font-sans text-[0.6875rem] text-faint max-md:hidden">
          {t('shortcut')}
        </kbd>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-[8vh] z-50 mx-auto flex max-h-[80dvh] max-w-xl animate-appear flex-col overflow-hidden rounded-card border border-line bg-surface shadow-floating"
        >
          <Dialog.Title className="sr-only">{t('open')}</Dialog.Title>
          <SearchPanel role={role} onDone={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
