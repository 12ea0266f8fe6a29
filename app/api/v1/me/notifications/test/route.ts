import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { tryOwnLetter } from '@/lib/notifications/endpoints';
import { tryLetter } from '@/lib/notifications/try-letter';
import { runtime } from '@/lib/runtime';

export const POST = handle(tryOwnLetter, async ({ ctx }) => {
  await tryLetter(ctx, runtime().mailer);
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
