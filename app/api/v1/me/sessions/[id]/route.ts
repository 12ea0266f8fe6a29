import { dropSession } from '@/lib/auth/endpoints/own-account';
import { revokeSession } from '@/lib/auth/sessions';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const DELETE = handle(dropSession, async ({ ctx, params }) => {
  await revokeSession(ctx, params.id);
  return undefined;
});

const refused = methodNotAllowed('DELETE');

export { refused as GET, refused as POST, refused as PUT, refused as PATCH };
