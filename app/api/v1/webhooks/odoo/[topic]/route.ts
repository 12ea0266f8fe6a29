import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { announceChange } from '@/lib/integrations/endpoints/webhooks';
import { receiveWebhook } from '@/lib/integrations/webhooks/receive';

export const POST = handle(announceChange, ({ ctx, params, query, raw, request }) => {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  return receiveWebhook(ctx, { topic: params.topic, secret: bearer ?? query.token ?? null, body: raw });
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
