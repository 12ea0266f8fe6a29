'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { commandApi } from '@/components/api/call-api';
import { useCommand } from '@/components/api/use-command';
import { Button } from '@/components/ui/button';
import { CardFooter } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Select } from '@/components/ui/select';
import type { ChoiceView } from '@/lib/notifications/answers';
import { EMAIL_CHOICES } from '@/lib/notifications/kinds';

/** What the reader hears of each kind: under the bell, and by letter. */
export function ChoicesForm({
  choices,
  mail,
  mayTry,
}: {
  choices: readonly ChoiceView[];
  mail: boolean;
  /** Administrators see whether the mail server takes letters before one is needed. */
  mayTry: boolean;
}) {
  const t = useTranslations('notifications');
  const tu = useTranslations('ui');
  const [data, setData] = useState(choices);
  const save = useCommand(() => commandApi('/me/notifications', { method: 'PUT', body: { data } }), {
    done: t('choices.saved'),
  });
  const attempt = useCommand(() => commandApi('/me/notifications/test'), { done: t('choices.tried') });
  const change = (kind: ChoiceView['kind'], part: Partial<ChoiceView>) =>
    setData(data.map((choice) => (choice.kind === kind ? { ...choice, ...part } : choice)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <ul className="divide-y border-t">
        {data.map(({ kind, bell, email }) => (
          <li
            key={kind}
            className="grid gap-x-6 gap-y-2 px-5 py-3 sm:grid-cols-[minmax(0,1fr)_8.5rem_18rem] sm:items-center"
          >
            <span>
              <span className="block font-medium">{t(`kind.${kind}`)}</span>
              <span className="text-[0.8125rem] text-muted">{t(`kind_hint.${kind}`)}</span>
            </span>
            <Checkbox
              label={t('choices.bell')}
              checked={bell}
              onCheckedChange={(on) => change(kind, { bell: on === true })}
            />
            <Select
              aria-label={`${t('choices.email')} – ${t(`kind.${kind}`)}`}
              disabled={!mail}
              value={email}
              onChange={({ target }) => {
                const chosen = EMAIL_CHOICES.find((choice) => choice === target.value);
                if (chosen) change(kind, { email: chosen });
              }}
            >
              {EMAIL_CHOICES.map((choice) => (
                <option key={choice} value={choice}>
                  {tu('labelled', { label: t('choices.email'), value: t(`choices.${choice}`) })}
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
      <CardFooter>
        {mail && mayTry ? (
          <Button busy={attempt.isPending} onClick={() => attempt.mutate(undefined)}>
            {t('choices.try')}
          </Button>
        ) : null}
        <Button type="submit" variant="primary" busy={save.isPending}>
          {t('choices.save')}
        </Button>
      </CardFooter>
    </form>
  );
}
