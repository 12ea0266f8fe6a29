import { handle } from '@/lib/http/handle';
import { answerTest } from '@/lib/integrations/answer-test';
import { testUnsaved } from '@/lib/integrations/endpoints';
import { testConnection } from '@/lib/integrations/test-connection';

export const POST = handle(testUnsaved, ({ ctx, body, request }) =>
  answerTest(request, (options) => testConnection(ctx, body, options)),
);
