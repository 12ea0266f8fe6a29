'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';

export interface FilterChoice {
  /** Name in the address. */
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** Text of the choice that filters nothing. */
  any?: string;
}

const TYPING_PAUSE_MS = 300;

/** Choices kept in the address, so that a filtered list can be shared and gone back to. */
export function FilterBar({
  choices,
  dates = [],
  searchLabel,
}: {
  choices: readonly FilterChoice[];
  dates?: readonly { name: string; label: string }[];
  /** Given: a text is looked for too, under the name `search`. */
  searchLabel?: string;
}) {
  const t = useTranslations('sync');
  const tu = useTranslations('ui');
  const router = useRouter();
  const path = usePathname();
  const search = useSearchParams();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    next.delete('cursor');
    if (value === '') next.delete(name);
    else next.set(name, value);
    router.replace(`${path}?${next}`, { scroll: false });
  };
  return (
    <div className="flex flex-wrap gap-2 p-3">
      {searchLabel === undefined ? null : (
        <Input
          type="search"
          aria-label={searchLabel}
          placeholder={searchLabel}
          className="w-full sm:w-64"
          defaultValue={search.get('search') ?? ''}
          onChange={({ target: { value } }) => {
            clearTimeout(pause.current);
            pause.current = setTimeout(() => choose('search', value.trim()), TYPING_PAUSE_MS);
          }}
        />
      )}
      {choices.map(({ name, label, options, any }) => (
        <Select
          key={name}
          aria-label={label}
          className="w-full sm:w-56"
          value={search.get(name) ?? ''}
          onChange={(event) => choose(name, event.target.value)}
        >
          <option value="">{any ?? tu('labelled', { label, value: t('all').toLowerCase() })}</option>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      ))}
      {dates.map(({ name, label }) => (
        <span key={name} className="flex items-center gap-2 text-muted max-sm:flex-1">
          <span aria-hidden className="max-sm:w-10 max-sm:shrink-0">
            {label}
          </span>
          <Input
            type="date"
            aria-label={label}
            className="sm:w-auto"
            value={search.get(name) ?? ''}
            onChange={(event) => choose(name, event.target.value)}
          />
        </span>
      ))}
    </div>
  );
}
