'use client';

import { useTranslations } from 'next-intl';
import { AlertDialog as Radix } from 'radix-ui';
import { type ReactNode, type RefObject, useState } from 'react';
import { Button, buttonClass } from './button';
import { focusBackTo } from './dialog';

/**
 * Asks before something that cannot be taken back. `onConfirm` may be slow: the window stays, busy, until it
 * ends, and stays open when it rejects (the caller shows why).
 */
export function ConfirmDialog({
  trigger,
  open: shown,
  onOpenChange,
  opener,
  title,
  description,
  confirmLabel,
  danger = false,
  confirmDisabled = false,
  onConfirm,
  children,
}: {
  trigger?: ReactNode;
  /** Where something else opens it. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  opener?: RefObject<HTMLElement | null>;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: ReactNode;
  danger?: boolean;
  confirmDisabled?: boolean;
  onConfirm: () => Promise<void> | void;
  children?: ReactNode;
}) {
  const t = useTranslations('ui');
  const [openHere, setOpenHere] = useState(false);
  const open = shown ?? openHere;
  const setOpen = onOpenChange ?? setOpenHere;
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    try {
      await onConfirm();
      setOpen(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Radix.Content
          {...focusBackTo(opener)}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto w-full animate-appear rounded-t-card border border-line bg-surface p-5 shadow-floating sm:inset-0 sm:my-auto sm:h-fit sm:max-w-md sm:rounded-card"
        >
          <Radix.Title className="font-semibold text-base text-ink">{title}</Radix.Title>
          <Radix.Description className="mt-2 text-muted">{description}</Radix.Description>
          {children ? <div className="mt-4">{children}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel className={buttonClass()} disabled={busy}>
              {t('cancel')}
            </Radix.Cancel>
            <Button
              variant={danger ? 'danger' : 'primary'}
              busy={busy}
              disabled={confirmDisabled}
              onClick={confirm}
            >
              {confirmLabel}
            </Button>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
