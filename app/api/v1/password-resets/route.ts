import { askPasswordReset } from '@/lib/auth/endpoints/passwords';
import { requestPasswordReset } from '@/lib/auth/password-links';
import { clientAddress } from '@/lib/http/client-address';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { runtime } from '@/lib/runtime';

export const POST = handle(askPasswordReset, async ({ ctx, body, request }) => {
  const { env, mailer } = runtime();
  const address = clientAddress((name) => request.headers.get(name), env.TRUSTED_PROXIES);
  await requestPasswordReset(ctx, mailer, body.email, address);
  return undefined;
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
