import { confirmSelf } from '@/lib/auth/endpoints/own-account';
import { confirmPerson } from '@/lib/auth/profile';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(confirmSelf, async ({ ctx, body }) => {
  await confirmPerson(ctx, body);
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
