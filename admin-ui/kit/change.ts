// A change that somebody asks for with a button.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { explain } from './api/problem';
import { notify } from './notices';

/** A change: says what went wrong, and afterwards asks anew for what it may have changed. */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  options: { renews?: string[][]; done?: string | ((output: Output) => string | null); quiet?: boolean } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => {
      const done = typeof options.done === 'function' ? options.done(output) : options.done;
      if (done) notify({ severity: 'success', text: done });
    },
    onError: (error) => {
      if (!options.quiet) notify({ severity: 'error', text: explain(error) });
    },
    onSettled: () => Promise.all((options.renews ?? []).map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
