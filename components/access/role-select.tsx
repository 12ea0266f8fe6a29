'use client';

import { useTranslations } from 'next-intl';
import { Select } from '@/components/ui/select';

/** Chooses between viewer (the careful default) and administrator, as the form's field `role`. */
export function RoleSelect() {
  const t = useTranslations('access.roles');
  return (
    <Select name="role" defaultValue="viewer">
      <option value="viewer">{t('viewer')}</option>
      <option value="admin">{t('admin')}</option>
    </Select>
  );
}
