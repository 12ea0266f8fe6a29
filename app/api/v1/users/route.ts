import { addUser, readUsers } from '@/lib/auth/endpoints/users';
import { presentUser } from '@/lib/auth/present';
import { createUser, listUsers } from '@/lib/auth/users';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readUsers, async ({ ctx }) => ({
  data: (await listUsers(ctx)).map(presentUser),
  next_cursor: null,
}));
export const POST = handle(addUser, async ({ ctx, body }) => presentUser(await createUser(ctx, body)));

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
