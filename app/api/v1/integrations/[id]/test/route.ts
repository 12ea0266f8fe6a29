import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerTest } from '@/lib/integrations/answer-test';
import { testSaved } from '@/lib/integrations/endpoints/connection';
import { findIntegration } from '@/lib/integrations/find';
import { testIntegration } from '@/lib/integrations/test-connection';

export const POST = handle(testSaved, async ({ ctx, params, request }) => {
  const { id } = await findIntegration(ctx, params.id);
  return answerTest(request, (options) => testIntegration(ctx, id, options));
});

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
