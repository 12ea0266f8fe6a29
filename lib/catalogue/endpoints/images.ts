import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { MAX_IMAGE_BYTES } from '../images/intake';
import { imageOrder, imagePath, imageQuery, imageUrl } from '../images/schema';
import { imageView, productId } from '../products/schema';

/** Room for the boundaries and headers of a form around a picture. */
const FORM_OVERHEAD = 64 * 1024;

export const uploadImage = endpoint({
  method: 'POST',
  path: '/api/v1/products/{id}/images',
  tag: 'catalogue',
  summary: 'Add a picture: a file (multipart/form-data), or {url} to download it from',
  access: 'admin',
  params: productId,
  body: imageUrl,
  form: true,
  maxBytes: MAX_IMAGE_BYTES + FORM_OVERHEAD,
  answer: imageView,
  status: 201,
  errors: [
    'not_found',
    'product_deleted',
    'too_many_images',
    'payload_too_large',
    'unsupported_media_type',
    'image_too_many_pixels',
    'image_unreachable',
  ],
});

export const orderImages = endpoint({
  method: 'PUT',
  path: '/api/v1/products/{id}/images',
  tag: 'catalogue',
  summary: 'Put the pictures in order, the main one first',
  access: 'admin',
  params: productId,
  body: imageOrder,
  answer: z.object({ data: z.array(imageView) }),
  errors: ['not_found', 'product_deleted', 'image_order_differs'],
});

export const readImage = endpoint({
  method: 'GET',
  path: '/api/v1/products/{id}/images/{imageId}',
  tag: 'catalogue',
  summary: 'The picture itself; size 96, 256 or 640 for a smaller one as WebP',
  access: 'viewer',
  params: imagePath,
  query: imageQuery,
  errors: ['not_found'],
});

export const deleteImage = endpoint({
  method: 'DELETE',
  path: '/api/v1/products/{id}/images/{imageId}',
  tag: 'catalogue',
  summary: 'Take a picture off a product',
  access: 'admin',
  params: imagePath,
  errors: ['not_found', 'product_deleted'],
});
