'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import { buttonClass } from './button';
import { cn } from './cn';

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

/** The focus goes to the first field there is to fill in or tick; to the cross where there is none. */
function focusFirstField(event: Event): void {
  const field = event.target instanceof HTMLElement && event.target.querySelector<HTMLElement>(FIELDS);
  if (!field) return;
  event.preventDefault();
  field.focus();
}
const FIELDS = ['input', 'select', 'textarea', '[role=checkbox]', '[role=radio]', '[role=combobox]']
  .map((one) => `${one}:not([disabled], [type=hidden])`)
  .join();

/** Of a window that something else than its trigger opened, as a menu that is gone by then: closing gives the focus back. */
export function focusBackTo(opener: RefObject<HTMLElement | null> | undefined) {
  if (!opener) return {};
  const onCloseAutoFocus = (event: Event) => {
    event.preventDefault();
    opener.current?.focus();
  };
  return { onCloseAutoFocus };
}

/**
 * A window over the page: its title is announced, the first field has the focus, Escape and the cross close it.
 * `footer` holds the actions.
 */
export function DialogContent({
  title,
  description,
  footer,
  wide = false,
  opener,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  /** What opened it where that is no DialogTrigger. */
  opener?: RefObject<HTMLElement | null> | undefined;
  children?: ReactNode;
}) {
  const t = useTranslations('ui');
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
      <Radix.Content
        onOpenAutoFocus={focusFirstField}
        {...focusBackTo(opener)}
        {...(description ? {} : { 'aria-describedby': undefined })}
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 mx-auto flex max-h-[90dvh] w-full animate-appear flex-col rounded-t-card border border-line bg-surface shadow-floating sm:inset-0 sm:my-auto sm:h-fit sm:rounded-card',
          wide ? 'sm:max-w-3xl' : 'sm:max-w-lg',
        )}
      >
        <header className="flex items-start justify-between gap-4 px-5 pt-5 pb-3">
          <div className="min-w-0">
            <Radix.Title className="font-semibold text-base text-ink">{title}</Radix.Title>
            {description ? (
              <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
            ) : null}
          </div>
          <Radix.Close
            aria-label={t('close')}
            className={cn(buttonClass({ variant: 'ghost', size: 'icon' }), '-me-2 -mt-2')}
          >
            <X aria-hidden />
          </Radix.Close>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
        {footer ? (
          <footer className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</footer>
        ) : null}
      </Radix.Content>
    </Radix.Portal>
  );
}
