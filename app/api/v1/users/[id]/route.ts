import { changeUser } from '@/lib/auth/endpoints/users';
import { presentUser } from '@/lib/auth/present';
import { updateUser } from '@/lib/auth/users';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const PATCH = handle(changeUser, async ({ ctx, params, body }) =>
  presentUser(await updateUser(ctx, params.id, body)),
);

const refused = methodNotAllowed('PATCH');

export { refused as GET, refused as POST, refused as PUT, refused as DELETE };
