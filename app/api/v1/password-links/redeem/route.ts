import { redeemLink } from '@/lib/auth/endpoints/passwords';
import { redeemPasswordLink } from '@/lib/auth/password-links';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(redeemLink, async ({ ctx, body }) => {
  await redeemPasswordLink(ctx, body);
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
