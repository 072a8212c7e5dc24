// The texts of what is told, by category, channel and language.

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { notifications } from '@/api/notifications';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { CATEGORY } from '@/words';
import { NotificationFrame } from './frame';
import { CHANNEL, LANGUAGE } from './words';

export function TemplatesPage() {
  return (
    <NotificationFrame title={t('Templates')} managed>
      <Templates />
    </NotificationFrame>
  );
}

function Templates() {
  const [search, setSearch] = useSearchParams();
  const templates = useQuery(notifications.templates());
  const asked = search.get('category') ?? '';
  const category = asked in CATEGORY ? asked : '';
  const shown = (templates.data?.items ?? []).filter((one) => !category || one.category === category).sort((one, other) => one.name.localeCompare(other.name) || one.channel.localeCompare(other.channel) || one.language.localeCompare(other.language));
  return (
    <>
      <div>
        <Choice label={t('What')} value={category} all={t('All')} onChange={(value) => setSearch(value ? { category: value } : {}, { replace: true })} options={wordsOf(CATEGORY)} />
      </div>
      <LinkedList label={t('Templates')} query={templates} items={shown} empty={t('No templates')} keyOf={({ id }) => id} linkOf={({ id }) => `/notifications/templates/${id}`}>
        {({ name, category: what, channel, language, active, is_shipped }) => (
          <>
            <Main title={t(CATEGORY[what])}>
              {t(CHANNEL[channel])} · {t(LANGUAGE[language] ?? language)} {name !== what && <>· <Ltr>{name}</Ltr></>}
            </Main>
            {is_shipped && <Tag tone="info">{t('Came with the program')}</Tag>}
            <Tag tone={active === false ? 'neutral' : 'success'}>{active === false ? t('Not used') : t('In use')}</Tag>
          </>
        )}
      </LinkedList>
    </>
  );
}
