'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { ApiProblem, uploadApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { cn } from '@/components/ui/cn';
import { Notice } from '@/components/ui/notice';

/** Files chosen or dropped become pictures, one after the other; each refusal names its file. */
export function ImageUpload({ productId, room, icon }: { productId: string; room: number; icon: ReactNode }) {
  const t = useTranslations('catalogue.images');
  const tu = useTranslations('ui');
  const router = useRouter();
  const textOf = useProblemText();
  const id = useId();
  const [left, setLeft] = useState(0);
  const [over, setOver] = useState(false);
  const [refusals, setRefusals] = useState<readonly string[]>([]);

  const upload = async (files: readonly File[]) => {
    setRefusals([]);
    setLeft(files.length);
    for (const file of files) {
      const form = new FormData();
      form.set('file', file);
      try {
        await uploadApi(`/products/${productId}/images`, form);
      } catch (error) {
        setRefusals((before) => [...before, tu('labelled', { label: file.name, value: textOf(error) })]);
        if (error instanceof ApiProblem && error.code === 'too_many_images') break;
      }
      setLeft((before) => before - 1);
      router.refresh();
    }
    setLeft(0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) void upload(files);
  };

  return (
    <div className="flex flex-col gap-3">
      {room > 0 ? (
        <label
          htmlFor={id}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cn(
            'flex cursor-pointer flex-col items-center gap-1 rounded-card border border-line-strong border-dashed px-4 py-6 text-center text-muted transition-colors focus-within:border-accent hover:border-accent hover:text-ink [&_svg]:size-5',
            over && 'border-accent bg-accent-soft',
          )}
        >
          {icon}
          <span className="font-medium text-ink">{t('add')}</span>
          <span className="text-[0.8125rem]">{t('accepted')}</span>
          <input
            id={id}
            type="file"
            multiple
            accept="image/jpeg,image/png,image/webp"
            className="sr-only"
            disabled={left > 0}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void upload(files);
            }}
          />
        </label>
      ) : null}
      <p role="status" className="text-[0.8125rem] text-muted empty:hidden">
        {left > 0 ? t('uploading', { count: left }) : null}
      </p>
      {refusals.map((refusal) => (
        <Notice key={refusal} tone="danger">
          {refusal}
        </Notice>
      ))}
    </div>
  );
}
