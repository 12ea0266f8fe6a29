import { listAudit } from '@/lib/auth/audit';
import { readAudit } from '@/lib/auth/endpoints/users';
import { presentAudit } from '@/lib/auth/present';
import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';

export const GET = handle(readAudit, async ({ ctx, query }) => {
  const { data, next_cursor } = await listAudit(ctx, query);
  return { data: data.map(presentAudit), next_cursor };
});

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
