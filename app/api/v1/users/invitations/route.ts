import { inviteSomebody } from '@/lib/auth/endpoints/passwords';
import { inviteUser } from '@/lib/auth/password-links';
import { presentUser } from '@/lib/auth/present';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';

export const POST = handle(inviteSomebody, async ({ ctx, body }) =>
  presentUser(await inviteUser(ctx, runtime().mailer, body)),
);

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
