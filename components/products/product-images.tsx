'use client';

import { ArrowLeft, ArrowRight, ImagePlus, Star, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { MAX_IMAGES } from '@/lib/catalogue/products/rules';
import type { ImageView, ProductView } from '@/lib/catalogue/products/schema';
import { ImageUpload } from './image-upload';

/** The pictures of a product: added, put in order by dragging or by keys, taken off. The first is the main one. */
export function ProductImages({ product, readOnly }: { product: ProductView; readOnly: boolean }) {
  const t = useTranslations('catalogue.images');
  const [dragged, setDragged] = useState<string | null>(null);
  const { images } = product;
  const reorder = useCommand((ids: readonly string[]) =>
    commandApi(`/products/${product.id}/images`, { method: 'PUT', body: { image_ids: ids } }),
  );
  const remove = useCommand((id: string) =>
    commandApi(`/products/${product.id}/images/${id}`, { method: 'DELETE' }),
  );
  // While the new order is on its way it is already shown.
  const order = reorder.isPending ? reorder.variables : images.map((image) => image.id);
  const shown = order.flatMap((id) => images.find((image) => image.id === id) ?? []);

  const moveTo = (id: string, position: number) => {
    const rest = order.filter((other) => other !== id);
    if (order[position] === id) return;
    reorder.mutate([...rest.slice(0, position), id, ...rest.slice(position)]);
  };
  const drop = (event: DragEvent, position: number) => {
    event.preventDefault();
    if (dragged) moveTo(dragged, position);
    setDragged(null);
  };

  return (
    <Card>
      <CardHeader title={t('title')} description={t('count', { count: images.length, max: MAX_IMAGES })} />
      <CardBody className="flex flex-col gap-4">
        {shown.length > 0 ? (
          <ol className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
            {shown.map((image, position) => (
              <li
                key={image.id}
                draggable={!readOnly}
                onDragStart={() => setDragged(image.id)}
                onDragEnd={() => setDragged(null)}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => drop(event, position)}
                className={cn(
                  'relative overflow-hidden rounded-card border bg-subtle',
                  !readOnly && 'cursor-grab',
                  dragged === image.id && 'opacity-50',
                )}
              >
                <Picture image={image} alt={t('alt', { title: product.title, position: position + 1 })} />
                {position === 0 ? (
                  <Badge tone="accent" className="absolute start-2 top-2">
                    {t('main')}
                  </Badge>
                ) : null}
                {readOnly ? null : (
                  <div className="flex justify-between border-t bg-surface p-1">
                    <Button
                      size="icon"
                      variant="ghost"
                      className="size-8"
                      aria-label={t('move_left', { position: position + 1 })}
                      disabled={position === 0 || reorder.isPending}
                      onClick={() => moveTo(image.id, position - 1)}
                    >
                      <ArrowLeft aria-hidden />
                    </Button>
                    <Button
                      size="icon"
                      variant="ghost"
                      className="size-8"
                      aria-label={t('move_right', { position: position + 1 })}
                      disabled={position === shown.length - 1 || reorder.isPending}
                      onClick={() => moveTo(image.id, position + 1)}
                    >
                      <ArrowRight aria-hidden />
                    </Button>
                    <Button
                      size="icon"
                      variant="ghost"
                      className="size-8"
                      aria-label={t('make_main', { position: position + 1 })}
                      disabled={position === 0 || reorder.isPending}
                      onClick={() => moveTo(image.id, 0)}
                    >
                      <Star aria-hidden />
                    </Button>
                    <ConfirmDialog
                      danger
                      trigger={
                        <Button
                          size="icon"
                          variant="ghost"
                          className="size-8"
                          aria-label={t('remove', { position: position + 1 })}
                        >
                          <Trash2 aria-hidden />
                        </Button>
                      }
                      title={t('remove_title')}
                      description={t('remove_description')}
                      confirmLabel={t('remove_confirm')}
                      onConfirm={async () => {
                        await remove.mutateAsync(image.id);
                      }}
                    />
                  </div>
                )}
              </li>
            ))}
          </ol>
        ) : null}
        {readOnly ? (
          shown.length === 0 && <p className="text-muted">{t('none')}</p>
        ) : (
          <ImageUpload
            productId={product.id}
            room={MAX_IMAGES - images.length}
            icon={<ImagePlus aria-hidden />}
          />
        )}
      </CardBody>
    </Card>
  );
}

function Picture({ image, alt }: { image: ImageView; alt: string }) {
  return (
    <img
      src={`${image.url}?size=256`}
      alt={alt}
      loading="lazy"
      draggable={false}
      className="aspect-square w-full object-contain"
    />
  );
}
