import { dropTwoFactor, finishTwoFactor, startTwoFactor } from '@/lib/auth/endpoints/own-account';
import { disableTwoFactor, enableTwoFactor, prepareTwoFactor } from '@/lib/auth/two-factor';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const POST = handle(startTwoFactor, ({ ctx }) => prepareTwoFactor(ctx));
export const PUT = handle(finishTwoFactor, async ({ ctx, body }) => ({
  recovery_codes: await enableTwoFactor(ctx, body.code),
}));
export const DELETE = handle(dropTwoFactor, async ({ ctx }) => {
  await disableTwoFactor(ctx, ctx.actor.id ?? '');
  return undefined;
});

const refused = methodNotAllowed('POST', 'PUT', 'DELETE');

export { refused as GET, refused as PATCH };
