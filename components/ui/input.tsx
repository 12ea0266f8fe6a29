'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { useFieldControl } from './field';

export const controlClass =
  'w-full min-w-0 rounded-control border border-line-strong/70 bg-surface px-3 text-ink shadow-raised transition-colors hover:border-line-strong focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 disabled:bg-subtle disabled:text-muted [&[readonly]]:bg-subtle aria-invalid:border-danger max-sm:text-base';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...useFieldControl()} className={cn(controlClass, 'h-9', className)} {...rest} />;
}

export function Textarea({ className, rows = 4, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea {...useFieldControl()} rows={rows} className={cn(controlClass, 'py-2', className)} {...rest} />
  );
}
