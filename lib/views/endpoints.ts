import { z } from 'zod';
import { endpoint } from '@/lib/http/endpoint';
import { listOf } from '@/lib/http/list';
import { newView, viewAnswer, viewsQuery } from './views';

export const readViews = endpoint({
  method: 'GET',
  path: '/api/v1/me/views',
  tag: 'catalogue',
  summary: 'The signed-in person’s own views of lists',
  access: 'viewer',
  query: viewsQuery,
  answer: listOf(viewAnswer),
});

export const keepView = endpoint({
  method: 'POST',
  path: '/api/v1/me/views',
  tag: 'catalogue',
  summary: 'Keep a list as it is filtered and sorted, under a name; one of that name is replaced',
  access: 'viewer',
  body: newView,
  answer: viewAnswer,
  status: 201,
  errors: ['not_found', 'too_many_views'],
});

export const dropView = endpoint({
  method: 'DELETE',
  path: '/api/v1/me/views/{id}',
  tag: 'catalogue',
  summary: 'Forget a view',
  access: 'viewer',
  params: z.object({ id: z.uuid() }),
  errors: ['not_found'],
});

export const viewEndpoints = [readViews, keepView, dropView];
