import { changeProfile, readProfile } from '@/lib/auth/endpoints/own-account';
import { getProfile, updateProfile } from '@/lib/auth/profile';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readProfile, ({ ctx }) => getProfile(ctx));
export const PATCH = handle(changeProfile, ({ ctx, body }) => updateProfile(ctx, body));

const refused = methodNotAllowed('GET', 'PATCH');

export { refused as POST, refused as PUT, refused as DELETE };
