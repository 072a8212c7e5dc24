// Starts, stops, deploys one channel or several, and says what became of it.

import { notify } from '@kit/notices';
import { plural } from '@kit/format';
import { api, take, type Schemas } from './client';
import { useChange } from './queries';

export type Verb = 'start' | 'pause' | 'stop' | 'deploy' | 'undeploy';

const DONE: Record<Verb, string> = { start: 'started', pause: 'paused', stop: 'stopped', deploy: 'deployed', undeploy: 'undeployed' };

export function useOperate() {
  return useChange(
    async ({ verb, channels }: { verb: Verb; channels: string[] }) => {
      const body = { select: { channels } };
      const { items } = await take(
        verb === 'deploy'
          ? api.POST('/api/v1/operations/deploy', { body: { ...body, with_dependencies: true } })
          : verb === 'undeploy'
            ? api.POST('/api/v1/operations/undeploy', { body })
            : api.POST(`/api/v1/operations/${verb}`, { body }),
      );
      tell(verb, items);
      return items;
    },
    { renews: [['channels'], ['statistics'], ['queues']] },
  );
}

function tell(verb: Verb, outcomes: Schemas['ChannelOutcome'][]): void {
  const failed = outcomes.filter(({ result }) => result === 'failed' || result === 'skipped');
  for (const { channel, problem } of failed) {
    const lines = [problem?.title ?? 'It did not work out', problem?.detail, ...(problem?.problems ?? [])];
    notify({ severity: 'error', text: `${channel}: ${lines.filter(Boolean).join('\n')}` });
  }
  const n_done = outcomes.length - failed.length;
  if (n_done > 0) notify({ severity: 'success', text: `${plural(n_done, 'channel')} ${DONE[verb]}` });
}
