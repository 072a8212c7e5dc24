// What is done with the queue of a destination.

import { api, take } from './client';
import { useChange } from './queries';

export function useQueueAction() {
  return useChange(
    async ({ channel, destination, verb }: { channel: string; destination: string; verb: 'pause' | 'resume' | 'retry' }) => {
      const params = { path: { id: channel, destination } };
      await take(api.POST(`/api/v1/channels/{id}/destinations/{destination}/${verb}`, { params }));
      return { destination, verb };
    },
    { renews: [['queues'], ['channels'], ['statistics']], done: ({ destination, verb }) => (verb === 'retry' ? `${destination} tries again now` : `${destination} ${verb === 'pause' ? 'paused' : 'goes on'}`) },
  );
}
