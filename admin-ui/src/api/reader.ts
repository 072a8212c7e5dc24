// Messages read by the hub, for the views of contents.

import type { Reader } from '@kit/content/reader';
import { api, take } from './client';

export const reader: Reader = {
  describe: (content, signal) => take(api.POST('/api/v1/formats/describe', { body: { content }, signal })),
  convert: async (content, to, signal) => (await take(api.POST('/api/v1/formats/convert', { body: { content, to }, signal }))).content,
};
