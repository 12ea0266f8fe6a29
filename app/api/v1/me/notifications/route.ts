import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { changeChoices, readChoices } from '@/lib/notifications/choices';
import { changeOwnChoices, readOwnChoices } from '@/lib/notifications/endpoints';
import { runtime } from '@/lib/runtime';

const mail = () => ({ mail_available: runtime().mailer !== null });

export const GET = handle(readOwnChoices, async ({ ctx }) => ({ data: await readChoices(ctx), ...mail() }));
export const PUT = handle(changeOwnChoices, async ({ ctx, body }) => ({
  data: await changeChoices(ctx, body),
  ...mail(),
}));

const refused = methodNotAllowed('GET', 'PUT');

export { refused as POST, refused as PATCH, refused as DELETE };
