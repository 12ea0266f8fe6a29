import { handle } from '@/lib/http/handle';
import { methodNotAllowed } from '@/lib/http/refused-route';
import { answerTest } from '@/lib/integrations/answer-test';
import { testUnsaved } from '@/lib/integrations/endpoints/connection';
import { testConnection } from '@/lib/integrations/test-connection';

export const POST = handle(testUnsaved, ({ ctx, body, request }) =>
  answerTest(request, (options) => testConnection(ctx, body, options)),
);

const refused = methodNotAllowed('POST');

export { refused as GET, refused as PUT, refused as PATCH, refused as DELETE };
