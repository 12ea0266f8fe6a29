import { handle } from '@/lib/http/handle';
import { readMappingProposal } from '@/lib/integrations/category-mapping/read-proposal';
import { readProposal } from '@/lib/integrations/endpoints';

export const GET = handle(readProposal, ({ ctx, params }) => readMappingProposal(ctx, params.id));
