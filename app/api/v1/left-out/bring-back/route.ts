import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { bringBackLeftOut } from '@/lib/sync/history/endpoints/left-out';
import { bringBack } from '@/lib/sync/history/left-out/bring-back';

export const POST = handle(bringBackLeftOut, ({ ctx, body }) => bringBack(ctx, body.ids));

const refused = methodNotAllowed('POST');

export { refused as DELETE, refused as GET, refused as PATCH, refused as PUT };
