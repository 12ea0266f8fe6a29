import { notFound } from '@/lib/http/refused-route';

export { notFound as GET, notFound as POST, notFound as PUT, notFound as PATCH, notFound as DELETE };
