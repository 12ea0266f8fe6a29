'use client';

import { Menu, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { type OpenCounts, SidebarNavigation } from './sidebar-navigation';

/** The same places in a drawer, for narrow screens. */
export function PhoneNavigation({ counts }: { counts: OpenCounts }) {
  const t = useTranslations('ui');
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger
        aria-label={t('menu')}
        className={buttonClass({ variant: 'ghost', size: 'icon', class: 'lg:hidden' })}
      >
        <Menu aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-shade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 start-0 z-50 flex w-72 max-w-[85vw] flex-col overflow-y-auto border-e bg-canvas p-3 shadow-floating"
        >
          <div className="mb-3 flex items-center justify-between">
            <Dialog.Title className="px-2.5 font-semibold">Products Manager</Dialog.Title>
            <Dialog.Close aria-label={t('close')} className={buttonClass({ variant: 'ghost', size: 'icon' })}>
              <X aria-hidden />
            </Dialog.Close>
          </div>
          <SidebarNavigation counts={counts} onNavigate={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
