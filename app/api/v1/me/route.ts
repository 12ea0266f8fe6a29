import { changeProfile, readProfile } from '@/lib/auth/endpoints';
import { getProfile, updateProfile } from '@/lib/auth/profile';
import { handle } from '@/lib/http/handle';

export const GET = handle(readProfile, ({ ctx }) => getProfile(ctx));
export const PATCH = handle(changeProfile, ({ ctx, body }) => updateProfile(ctx, body));
