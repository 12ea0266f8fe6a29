import { revokeToken } from '@/lib/auth/api-tokens';
import { dropToken } from '@/lib/auth/endpoints';
import { handle } from '@/lib/http/handle';

export const DELETE = handle(dropToken, async ({ ctx, params }) => {
  await revokeToken(ctx, params.id);
  return undefined;
});
