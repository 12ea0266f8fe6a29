import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readIntegrationOverview } from '@/lib/integrations/endpoints/integrations';
import { readOverview } from '@/lib/integrations/overview/read-overview';

export const GET = handle(readIntegrationOverview, ({ ctx, params, request }) =>
  readOverview(ctx, params.id, localeOf(request)),
);

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
