// The editor for scripts and other texts, loaded when one is opened, with what the hub says that scripts can use.

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ComponentProps } from 'react';
import { queries } from '@/api/queries';

const Editor = lazy(() => import('@kit/code/editor'));

type Props = Omit<ComponentProps<typeof Editor>, 'reference'>;

export function Code(props: Props) {
  const reference = useQuery({ ...queries.scriptReference(), enabled: props.language === 'rhai' });
  return (
    <Suspense>
      <Editor {...props} reference={reference.data} />
    </Suspense>
  );
}
