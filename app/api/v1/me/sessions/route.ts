import { dropOtherSessions, readSessions } from '@/lib/auth/endpoints/own-account';
import { presentSession } from '@/lib/auth/present';
import { listSessions, revokeOtherSessions } from '@/lib/auth/sessions';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readSessions, async ({ ctx }) => ({
  data: (await listSessions(ctx)).map(presentSession),
  next_cursor: null,
}));
export const DELETE = handle(dropOtherSessions, async ({ ctx }) => ({
  ended: await revokeOtherSessions(ctx),
}));

const refused = methodNotAllowed('GET', 'DELETE');

export { refused as POST, refused as PUT, refused as PATCH };
