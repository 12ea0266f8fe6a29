'use client';

import { FolderPlus, Pencil, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { CategoryDialog } from './category-dialog';
import type { Place } from './use-places';

/** What may be done with one category: a subcategory, another name or place, deletion. */
export function CategoryActions({ category }: { category: Place }) {
  const t = useTranslations('catalogue.categories');
  const menu = useRef<HTMLButtonElement>(null);
  const [dialog, setDialog] = useState<'create' | 'edit' | 'delete' | null>(null);
  const remove = useCommand(() => commandApi(`/categories/${category.id}`, { method: 'DELETE' }), {
    done: t('deleted', { name: category.name }),
  });
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            ref={menu}
            size="icon"
            variant="ghost"
            aria-label={t('actions_of', { name: category.name })}
          >
            <span aria-hidden>⋯</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setDialog('edit')}>
            <Pencil aria-hidden />
            {t('edit')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setDialog('create')}>
            <FolderPlus aria-hidden />
            {t('new_below')}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setDialog('delete')}>
            <Trash2 aria-hidden />
            {t('delete')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <CategoryDialog
        mode={dialog === 'create' ? 'create' : 'edit'}
        category={category}
        opener={menu}
        open={dialog === 'create' || dialog === 'edit'}
        onOpenChange={(open) => setDialog(open ? dialog : null)}
      />
      <ConfirmDialog
        danger
        opener={menu}
        open={dialog === 'delete'}
        onOpenChange={(open) => setDialog(open ? 'delete' : null)}
        title={t('delete_title', { name: category.name })}
        description={t('delete_description')}
        confirmLabel={t('delete')}
        onConfirm={async () => {
          await remove.mutateAsync(undefined);
        }}
      />
    </>
  );
}
