import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerIdentity, readIdentityFindings } from '@/lib/integrations/endpoints/runs';
import { chooseIdentity, showIdentity } from '@/lib/integrations/identity';

export const GET = handle(readIdentityFindings, ({ ctx, params }) => showIdentity(ctx, params.id));
export const POST = handle(answerIdentity, ({ ctx, params, body }) =>
  chooseIdentity(ctx, params.id, body.choice),
);

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
