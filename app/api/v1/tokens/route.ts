import { createToken, listTokens } from '@/lib/auth/api-tokens';
import { addToken, readTokens } from '@/lib/auth/endpoints/tokens';
import { presentToken } from '@/lib/auth/present';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readTokens, async ({ ctx }) => ({
  data: (await listTokens(ctx)).map(presentToken),
  next_cursor: null,
}));
export const POST = handle(addToken, async ({ ctx, body }) => {
  const { token, record } = await createToken(ctx, body);
  return { ...presentToken(record), token };
});

const refused = methodNotAllowed('GET', 'POST');

export { refused as PUT, refused as PATCH, refused as DELETE };
