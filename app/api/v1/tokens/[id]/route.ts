import { revokeToken } from '@/lib/auth/api-tokens';
import { dropToken } from '@/lib/auth/endpoints/tokens';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const DELETE = handle(dropToken, async ({ ctx, params }) => {
  await revokeToken(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('DELETE');

export { refused as GET, refused as POST, refused as PUT, refused as PATCH };
