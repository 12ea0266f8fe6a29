'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { saveIntegration } from './save-integration';

/** Puts a new key in the place of the old one; its age starts anew. */
export function RenewKey({ integrationId }: { integrationId: string }) {
  const t = useTranslations('integrations');
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState('');
  const save = useCommand(() => saveIntegration(integrationId, { config: { api_key: key } }), {
    done: t('settings.key_replaced'),
    onDone: () => {
      setOpen(false);
      setKey('');
    },
  });
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">{t('settings.key_renew')}</Button>
      </DialogTrigger>
      <DialogContent title={t('settings.key_renew')} description={t('settings.key_renew_description')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(undefined);
          }}
        >
          <Field label={t('form.api_key')} hint={t('form.key_note')}>
            <Input
              type="password"
              autoComplete="new-password"
              value={key}
              onChange={(event) => setKey(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            variant="primary"
            className="self-end"
            disabled={key.trim() === ''}
            busy={save.isPending}
          >
            {t('settings.save')}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
