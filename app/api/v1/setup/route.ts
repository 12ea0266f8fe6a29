import { setUp } from '@/lib/auth/endpoints/passwords';
import { createFirstAdmin } from '@/lib/auth/users';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(setUp, ({ ctx, body }) => createFirstAdmin(ctx, body));

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
