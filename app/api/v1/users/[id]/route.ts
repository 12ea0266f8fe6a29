import { changeUser } from '@/lib/auth/endpoints';
import { presentUser } from '@/lib/auth/present';
import { updateUser } from '@/lib/auth/users';
import { handle } from '@/lib/http/handle';

export const PATCH = handle(changeUser, async ({ ctx, params, body }) =>
  presentUser(await updateUser(ctx, params.id, body)),
);
