'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardFooter, CardHeader } from '@/components/ui/card';
import type { IntegrationAnswer } from '@/lib/integrations/present';
import { MappingEditor, useMapping } from '../mapping-editor';
import { saveIntegration } from './save-integration';

export function CategoriesSettings({ integration }: { integration: IntegrationAnswer }) {
  const t = useTranslations('integrations');
  const mapping = useMapping(integration.id);
  const [root, setRoot] = useState(integration.root_category_id);
  const save = useCommand(
    async () => {
      await saveIntegration(integration.id, { root_category_id: root });
      await mapping.save();
    },
    { done: t('categories.saved') },
  );
  return (
    <Card>
      <CardHeader title={t('settings.categories')} description={t('wizard.categories_intro')} />
      <CardBody>
        <MappingEditor mapping={mapping} rootCategoryId={root} onRootChange={setRoot} />
      </CardBody>
      <CardFooter>
        <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('settings.save')}
        </Button>
      </CardFooter>
    </Card>
  );
}
