import { env } from '@/lib/env';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { openApiDocument } from '@/lib/openapi/document';
import { ENDPOINTS } from '@/lib/openapi/endpoints';

/** The description of this API, for anybody. */
export function GET(): Response {
  return Response.json(openApiDocument(ENDPOINTS, env().APP_URL));
}

export const dynamic = 'force-dynamic';

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
