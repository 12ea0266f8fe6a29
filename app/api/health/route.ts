import { APP_VERSION } from '@/lib/version';

/** Live: the process answers. Asks nothing of anything else, so that a database outage does not restart it. */
export function GET(): Response {
  return Response.json({ status: 'ok', version: APP_VERSION });
}

export const dynamic = 'force-dynamic';
