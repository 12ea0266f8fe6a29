import { field } from '../../orm/fields';
import type { ModelSpec } from '../../orm/model-spec';
import { IMAGE_SIZES } from '../image-processing';
import { keepImage, templateImages } from '../product-images';
import { shopPictures } from '../read/shop-pictures';

const images = Object.fromEntries(
  IMAGE_SIZES.map((size) => [`image_${size}`, field('binary', `Image ${size}`, { readonly: size !== 1920 })]),
);

/**
 * What the web shop adds to products: further pictures. Not recorded (the recorded servers have no web shop); after
 * Odoo's addons/website_sale/models/product_image.py and its access list, which 14–19 share.
 */
export const websiteSale: readonly ModelSpec[] = [
  {
    name: 'product.image',
    label: () => 'Product Image',
    order: 'sequence, id',
    fields: () => ({
      name: field('char', 'Name', { required: true }),
      sequence: field('integer', 'Sequence'),
      product_tmpl_id: field('many2one', 'Product Template', { relation: 'product.template' }),
      product_variant_id: field('many2one', 'Product Variant', { relation: 'product.product' }),
      video_url: field('char', 'Video URL'),
      ...images,
    }),
    access: (_env, op) => (op === 'read' ? true : ['Sales/Administrator', 'Website/Restricted Editor']),
    defaults: () => ({ sequence: 10 }),
    compute: templateImages,
    inverse: {
      image_1920: (model, ids, value) => {
        for (const id of ids) keepImage(model, id, value, 'image');
      },
    },
  },
  {
    name: 'product.template',
    fields: () => ({
      product_template_image_ids: field('one2many', 'Extra Product Media', {
        relation: 'product.image',
        relation_field: 'product_tmpl_id',
      }),
    }),
    unlink: (model, ids, next) => {
      const table = model.env.db.table('product.image');
      const own = ids.flatMap((id) => [...table.where('product_tmpl_id', id)]);
      next(ids);
      for (const id of own) table.delete(model.env.tx.journal, id);
    },
  },
  ...shopPictures,
];
