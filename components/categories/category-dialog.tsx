'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, type RefObject, useId, useState } from 'react';
import { ApiProblem, commandApi } from '@/components/api/call-api';
import { useCommand, useProblemText } from '@/components/api/use-command';
import { useFieldErrors } from '@/components/api/use-field-errors';
import { CategoryOptions } from '@/components/products/category-options';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { type Place, usePlaces } from './use-places';

interface CategoryDialogProps {
  mode: 'create' | 'edit';
  /** The category to change, or the one to create another under. */
  category?: Place;
  trigger?: ReactNode;
  /** What opened it where there is no trigger. */
  opener?: RefObject<HTMLElement | null>;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Name and place of a category, new or not. */
export function CategoryDialog({ trigger, open, onOpenChange, ...form }: CategoryDialogProps) {
  const [openHere, setOpenHere] = useState(false);
  const shown = open ?? openHere;
  const change = onOpenChange ?? setOpenHere;
  return (
    <Dialog open={shown} onOpenChange={change}>
      {trigger ? <DialogTrigger asChild>{trigger}</DialogTrigger> : null}
      {shown ? <CategoryForm {...form} onDone={() => change(false)} /> : null}
    </Dialog>
  );
}

function CategoryForm({
  mode,
  category,
  opener,
  onDone,
}: Pick<CategoryDialogProps, 'mode' | 'category' | 'opener'> & { onDone: () => void }) {
  const t = useTranslations('catalogue.categories');
  const textOf = useProblemText();
  const formId = useId();
  const editing = mode === 'edit' ? category : undefined;
  const wrong = useFieldErrors<HTMLFormElement>();
  const save = useCommand(
    (body: { name: string; parent_id: string | null }) => {
      wrong.forget();
      const saved = editing
        ? commandApi(`/categories/${editing.id}`, { method: 'PATCH', body })
        : commandApi('/categories', { body });
      return saved.catch((error: unknown) => {
        wrong.refuse(error);
        throw error;
      });
    },
    { onDone },
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({ name: String(form.get('name')), parent_id: String(form.get('parent_id')) || null });
  };
  const problem = save.error;
  const nameError =
    problem instanceof ApiProblem
      ? (wrong.errors.name ?? (problem.code === 'category_name_taken' ? problem.message : undefined))
      : undefined;
  const all = usePlaces();
  const chosen = (editing ? editing.parent_id : category?.id) ?? '';
  const places = all.data
    ? all.data.filter((place) => !editing || !isWithin(place, editing, all.data))
    : placeOf(chosen, editing ? editing.path.slice(0, -1) : category?.path);
  return (
    <DialogContent
      opener={opener}
      title={editing ? t('edit_title', { name: editing.name }) : t('new')}
      footer={
        <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
          {editing ? t('save') : t('create')}
        </Button>
      }
    >
      <form
        id={formId}
        ref={wrong.form}
        onSubmit={submit}
        onInput={(event) => {
          wrong.typed(event);
          save.reset();
        }}
        className="flex flex-col gap-4"
      >
        {problem && !nameError ? <Notice tone="danger">{textOf(problem)}</Notice> : null}
        <Field label={t('name')} required error={nameError}>
          <Input name="name" defaultValue={editing?.name} required maxLength={200} autoComplete="off" />
        </Field>
        <Field label={t('place')} error={all.isError ? t('places_missing') : undefined}>
          <Select key={all.status} name="parent_id" defaultValue={chosen} aria-busy={all.isPending}>
            <option value="">{t('at_the_top')}</option>
            <CategoryOptions categories={places} />
          </Select>
        </Field>
      </form>
    </DialogContent>
  );
}

/** The only place to choose until the others are known: where it is. */
function placeOf(id: string, path: readonly string[] = []): { id: string; path: readonly string[] }[] {
  return id === '' ? [] : [{ id, path }];
}

/** Whether `place` is the category itself or below it: it cannot be moved there. */
function isWithin(place: Place, category: Place, all: readonly Place[]): boolean {
  for (let at: Place | undefined = place; at; at = all.find((other) => other.id === at?.parent_id)) {
    if (at.id === category.id) return true;
  }
  return false;
}
