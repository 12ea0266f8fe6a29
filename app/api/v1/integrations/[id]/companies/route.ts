import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { listCompaniesInOdoo } from '@/lib/integrations/companies';
import { readOdooCompanies } from '@/lib/integrations/endpoints/connection';

export const GET = handle(readOdooCompanies, ({ ctx, params }) => listCompaniesInOdoo(ctx, params.id));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
