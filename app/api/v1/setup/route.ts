import { setUp } from '@/lib/auth/endpoints';
import { createFirstAdmin } from '@/lib/auth/users';
import { handle } from '@/lib/http/handle';

export const POST = handle(setUp, ({ ctx, body }) => createFirstAdmin(ctx, body));
