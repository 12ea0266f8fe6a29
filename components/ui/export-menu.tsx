'use client';

import { Download, FileSpreadsheet, FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from './button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from './dropdown-menu';

const FORMATS = [
  { format: 'csv', icon: FileText },
  { format: 'xlsx', icon: FileSpreadsheet },
] as const;

/** What a list shows as a file; `href` is the export's address with the list's own filters. */
export function ExportMenu({ href }: { href: string }) {
  const t = useTranslations('spreadsheet');
  const language = useLocale();
  const addressOf = (format: string) =>
    `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ format, language })}`;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Download aria-hidden />
          {t('export')}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuLabel>{t('export_hint')}</DropdownMenuLabel>
        {FORMATS.map(({ format, icon: Icon }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={addressOf(format)} download>
              <Icon aria-hidden />
              {t(`export_${format}`)}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
