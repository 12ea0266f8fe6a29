import { Boxes } from 'lucide-react';
import Link from 'next/link';
import { cn } from '@/components/ui/cn';

/** Our mark and name, leading home; `brief` shows the mark alone where there is little room. */
export function Brand({ className, brief = false }: { className?: string; brief?: boolean }) {
  return (
    <Link
      href="/"
      className={cn('flex items-center gap-2 rounded-control px-2.5 font-semibold tracking-tight', className)}
    >
      <span className="flex size-6 items-center justify-center rounded-md bg-accent text-on-accent">
        <Boxes aria-hidden className="size-4" />
      </span>
      <span className={brief ? 'max-sm:sr-only' : ''}>Products Manager</span>
    </Link>
  );
}
