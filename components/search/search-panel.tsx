'use client';

import {
  FileText,
  FolderTree,
  LifeBuoy,
  LoaderCircle,
  type LucideIcon,
  Package,
  Plug,
  Search,
  Settings,
  ShoppingCart,
  Zap,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { cn } from '@/components/ui/cn';
import { type Destination, useFound } from './use-found';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  product: Package,
  order: ShoppingCart,
  category: FolderTree,
  integration: Plug,
  help: LifeBuoy,
  page: FileText,
  setting: Settings,
  action: Zap,
};

/** Types a few words, chooses by arrows and Enter or by pressing. */
export function SearchPanel({ role, onDone }: { role: 'admin' | 'viewer'; onDone: () => void }) {
  const t = useTranslations('search');
  const router = useRouter();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const { destinations, isSearching, failed } = useFound(query, role);
  const at = Math.min(active, destinations.length - 1);
  const go = (to: Destination | undefined) => {
    if (!to) return;
    onDone();
    router.push(to.path);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(destinations.length - 1, to));
    setActive(next);
    list.current?.querySelector(`[data-index="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(destinations.length - 1),
      Enter: () => go(destinations[at]),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  return (
    <>
      <div className="flex items-center gap-3 border-b px-4">
        {isSearching ? (
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-muted" />
        ) : (
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
        )}
        <input
          // biome-ignore lint/a11y/noAutofocus: the window was opened to type here
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={destinations.length > 0 ? `${listId}-${at}` : undefined}
          aria-label={t('label')}
          placeholder={t('placeholder')}
          className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted max-sm:text-base"
          maxLength={100}
          value={query}
          onChange={({ target }) => {
            setQuery(target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t('results')}
        className="min-h-0 overflow-y-auto p-2"
      >
        {destinations.map((one, index) => {
          const Icon = ICONS[one.kind] ?? FileText;
          const first = destinations[index - 1]?.kind !== one.kind;
          return (
            <div key={one.key} role="presentation">
              {first ? (
                <p role="presentation" className="px-2.5 pt-2 pb-1 font-medium text-faint text-xs">
                  {t(`kind.${one.kind}`)}
                </p>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys */}
              <div
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                data-index={index}
                onClick={() => go(one)}
                onPointerMove={() => setActive(index)}
                className={cn(
                  'flex cursor-pointer items-center gap-3 rounded-control px-2.5 py-2',
                  index === at && 'bg-hover',
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-ink">{one.title}</span>
                  {one.detail ? (
                    <span className="block truncate text-[0.8125rem] text-muted">{one.detail}</span>
                  ) : null}
                </span>
              </div>
            </div>
          );
        })}
      </div>
      <p
        role="status"
        className={cn(
          'px-4 text-muted',
          destinations.length === 0 || failed ? 'pb-6 text-center' : 'sr-only',
        )}
      >
        {failed
          ? t('failed')
          : isSearching
            ? t('searching')
            : destinations.length === 0
              ? t('nothing', { query })
              : t('count', { count: destinations.length })}
      </p>
    </>
  );
}
