import { methodNotAllowed } from '@/lib/http/refused-route';
import { APP_VERSION } from '@/lib/version';

/** Live: the process answers. Asks nothing of anything else, so that a database outage does not restart it. */
export function GET(): Response {
  return Response.json({ status: 'ok', version: APP_VERSION });
}

export const dynamic = 'force-dynamic';

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
