import { Check, LoaderCircle } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { SaveState } from './use-inline-save';

/** Beside a field: being saved, or saved. Said aloud too; with `unseen` only that. */
export function SaveMark({ state, unseen = false }: { state: SaveState; unseen?: boolean }) {
  const t = useTranslations('catalogue.save');
  return (
    <span
      role="status"
      className={
        unseen ? 'sr-only' : 'inline-flex items-center gap-1 font-normal text-[0.8125rem] text-muted'
      }
    >
      {state === 'saving' ? (
        <>
          <LoaderCircle aria-hidden className="size-3.5 animate-spin" />
          {t('saving')}
        </>
      ) : null}
      {state === 'saved' ? (
        <>
          <Check aria-hidden className="size-3.5 text-success" />
          {t('saved')}
        </>
      ) : null}
    </span>
  );
}
