import { readEdits } from '@/lib/edits/endpoints';
import { listEdits } from '@/lib/edits/read-edits';
import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readEdits, ({ ctx, query, request }) => listEdits(ctx, query, localeOf(request)));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
