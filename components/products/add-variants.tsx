'use client';

import { Plus, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useProblemText } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { missingCombinations, splitValues } from '@/lib/catalogue/products/combinations';
import type { ProductView } from '@/lib/catalogue/products/schema';

interface Row {
  readonly key: number;
  readonly name: string;
  readonly values: string;
}

/** More than this at once is more likely a slip of the hand than a wish. */
const MOST_AT_ONCE = 100;

/** Adds variants by their attributes: every combination of the typed values that is not there yet. */
export function AddVariants({ parent, variants }: { parent: ProductView; variants: readonly ProductView[] }) {
  const t = useTranslations('catalogue.variants');
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size="sm">
          <Plus aria-hidden />
          {t('add')}
        </Button>
      </DialogTrigger>
      {open ? <AddVariantsForm parent={parent} variants={variants} onDone={() => setOpen(false)} /> : null}
    </Dialog>
  );
}

function AddVariantsForm({
  parent,
  variants,
  onDone,
}: {
  parent: ProductView;
  variants: readonly ProductView[];
  onDone: () => void;
}) {
  const t = useTranslations('catalogue.variants');
  const router = useRouter();
  const textOf = useProblemText();
  const fixedNames = Object.keys(variants[0]?.attributes ?? {});
  const [rows, setRows] = useState<readonly Row[]>(() =>
    (fixedNames.length > 0 ? fixedNames : ['']).map((name, key) => ({ key, name, values: '' })),
  );
  const [made, setMade] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const combinations = missingCombinations(
    rows.map((row) => ({ name: row.name, values: splitValues(row.values) })),
    variants.map((variant) => variant.attributes),
  );
  const tooMany = combinations.length > MOST_AT_ONCE;
  const change = (key: number, part: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...part } : row)));

  const create = async () => {
    setRefusal(null);
    try {
      for (const [index, attributes] of combinations.entries()) {
        setMade(index);
        await commandApi('/products', { body: { parent_id: parent.id, attributes } });
      }
      onDone();
    } catch (error) {
      setRefusal(textOf(error));
    } finally {
      setMade(null);
      router.refresh();
    }
  };

  return (
    <DialogContent
      title={t('add')}
      description={t('add_description')}
      footer={
        <Button
          variant="primary"
          busy={made !== null}
          disabled={combinations.length === 0 || tooMany}
          onClick={create}
        >
          {made === null
            ? t('create', { count: combinations.length })
            : t('creating', { done: made, count: combinations.length })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {rows.map((row) => (
          <div key={row.key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-end gap-2">
            <Field label={t('attribute')}>
              <Input
                value={row.name}
                readOnly={fixedNames.length > 0}
                placeholder={t('attribute_example')}
                onChange={(event) => change(row.key, { name: event.target.value })}
              />
            </Field>
            <Field label={t('values')}>
              <Input
                value={row.values}
                placeholder={t('values_example')}
                onChange={(event) => change(row.key, { values: event.target.value })}
              />
            </Field>
            <Button
              size="icon"
              variant="ghost"
              aria-label={t('remove_attribute', { name: row.name })}
              disabled={fixedNames.length > 0 || rows.length === 1}
              onClick={() => setRows((before) => before.filter((other) => other.key !== row.key))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        {fixedNames.length === 0 ? (
          <Button
            size="sm"
            variant="ghost"
            className="self-start"
            onClick={() =>
              setRows((before) => [
                ...before,
                { key: Math.max(...before.map((row) => row.key)) + 1, name: '', values: '' },
              ])
            }
          >
            <Plus aria-hidden />
            {t('add_attribute')}
          </Button>
        ) : null}
        <div role="status">
          {tooMany ? <Notice tone="warning">{t('too_many', { max: MOST_AT_ONCE })}</Notice> : null}
          {!tooMany && combinations.length > 0 ? (
            <p className="text-muted">
              {t('preview')}{' '}
              {combinations.map((combination) => Object.values(combination).join(' · ')).join(', ')}
            </p>
          ) : null}
        </div>
        {refusal ? <Notice tone="danger">{refusal}</Notice> : null}
      </div>
    </DialogContent>
  );
}
