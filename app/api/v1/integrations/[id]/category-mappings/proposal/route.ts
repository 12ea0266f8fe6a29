import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { readMappingProposal } from '@/lib/integrations/category-mapping/read-proposal';
import { readProposal } from '@/lib/integrations/endpoints/category-mappings';

export const GET = handle(readProposal, ({ ctx, params }) => readMappingProposal(ctx, params.id));

const refused = methodNotAllowed('GET');

export { refused as POST, refused as PUT, refused as PATCH, refused as DELETE };
