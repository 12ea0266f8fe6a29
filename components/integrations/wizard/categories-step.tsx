'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { MappingEditor, useMapping } from '../mapping-editor';
import { StepFrame } from './step-frame';
import type { StepProps } from './step-props';

export function CategoriesStep({ integration, onBack, onSave }: StepProps) {
  const t = useTranslations('integrations.wizard');
  const mapping = useMapping(integration.id);
  const [root, setRoot] = useState(integration.root_category_id);
  return (
    <StepFrame
      title={t('steps.categories')}
      intro={t('categories_intro')}
      onBack={onBack}
      onContinue={async () => {
        await mapping.save();
        await onSave({ root_category_id: root });
      }}
    >
      <MappingEditor mapping={mapping} rootCategoryId={root} onRootChange={setRoot} />
    </StepFrame>
  );
}
