'use client';

import { Check, ChevronsUpDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Popover } from 'radix-ui';
import { useId, useMemo, useRef, useState } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';
import { controlClass } from './input';

export interface ComboboxOption {
  value: string;
  label: string;
  /** Shown fainter beside the label, and searched as well. */
  detail?: string;
}

const SHOWN = 100;
const key = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** One of many, found by typing (case and accents do not matter). `clearLabel` adds a way to choose none. */
export function Combobox({
  options,
  value,
  onChange,
  placeholder,
  clearLabel,
  label,
  disabled = false,
  className,
}: {
  options: readonly ComboboxOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  placeholder: string;
  clearLabel?: string;
  /** For screen readers where no Field surrounds it. */
  label?: string;
  disabled?: boolean;
  className?: string;
}) {
  const t = useTranslations('ui');
  const field = useFieldControl();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const chosen = options.find((option) => option.value === value);
  const found = useMemo(() => {
    const wanted = key(search.trim());
    const rows = options.filter((option) => key(`${option.label} ${option.detail ?? ''}`).includes(wanted));
    const shown: (ComboboxOption | { value: null; label: string; detail?: string })[] = rows.slice(0, SHOWN);
    return clearLabel && wanted === '' ? [{ value: null, label: clearLabel }, ...shown] : shown;
  }, [options, search, clearLabel]);
  const choose = (index: number) => {
    const option = found[index];
    if (!option) return;
    onChange(option.value);
    setOpen(false);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setSearch('');
        setActive(0);
      }}
    >
      <Popover.Trigger
        {...field}
        aria-label={label}
        disabled={disabled}
        className={cn(controlClass, 'flex h-9 items-center justify-between gap-2 text-start', className)}
      >
        <span className={cn('truncate', !chosen && 'text-faint')}>{chosen?.label ?? placeholder}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          className="z-50 w-[max(var(--radix-popover-trigger-width),16rem)] max-w-[calc(100vw-2rem)] animate-appear rounded-card border border-line bg-surface shadow-floating"
        >
          <input
            role="combobox"
            aria-label={label ?? placeholder}
            aria-expanded
            aria-controls={listId}
            aria-activedescendant={found[active] ? `${listId}-${active}` : undefined}
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setActive(0);
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') move(active + 1);
              else if (event.key === 'ArrowUp') move(active - 1);
              else if (event.key === 'Enter') choose(active);
              else return;
              event.preventDefault();
            }}
            placeholder={t('search')}
            className="h-10 w-full rounded-t-card border-b bg-transparent px-3 outline-none max-sm:text-base"
          />
          <div ref={list} id={listId} role="listbox" className="max-h-64 overflow-y-auto p-1">
            {found.map((option, index) => (
              <div
                key={option.value ?? ''}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={option.value === value}
                onPointerMove={() => setActive(index)}
                onClick={() => choose(index)}
                onKeyDown={() => {}}
                className={cn(
                  'flex cursor-pointer items-center gap-2 rounded-control px-2.5 py-1.5',
                  index === active && 'bg-hover',
                )}
              >
                <Check
                  aria-hidden
                  className={cn('size-4 shrink-0 text-accent', option.value !== value && 'invisible')}
                />
                <span className="min-w-0 truncate">{option.label}</span>
                {option.detail ? <span className="ms-auto truncate text-muted">{option.detail}</span> : null}
              </div>
            ))}
            {found.length === 0 ? (
              <p className="px-2.5 py-3 text-center text-muted">{t('nothing_found')}</p>
            ) : null}
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
