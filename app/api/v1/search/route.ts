import { handle } from '@/lib/http/handle';
import { localeOf } from '@/lib/http/problem';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { searchAll } from '@/lib/search/endpoints';
import { searchEverywhere } from '@/lib/search/search-everywhere';

export const GET = handle(searchAll, async ({ ctx, query, request }) => ({
  data: await searchEverywhere(ctx, query, localeOf(request)),
}));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
