import { ImageOff } from 'lucide-react';
import type { ProductView } from '@/lib/catalogue/products/schema';

/** A product's main picture, small; says nothing to screen readers, as the name stands beside it. */
export function ProductThumbnail({ product }: { product: Pick<ProductView, 'images'> }) {
  const [main] = product.images;
  if (!main) {
    return (
      <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-subtle text-faint">
        <ImageOff aria-hidden className="size-4" />
      </span>
    );
  }
  return (
    <img
      src={`${main.url}?size=96`}
      alt=""
      width={40}
      height={40}
      loading="lazy"
      className="size-10 shrink-0 rounded-lg border bg-subtle object-contain"
    />
  );
}
