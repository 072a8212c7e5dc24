// What `channel.yaml` may say: written by the hub's own types (`cargo xtask codegen`).

import channel from '../../../docs/generated/channel.schema.json';
import type { Schema } from '@kit/schema-form/schema';

export const channelSchema = channel as unknown as Schema;

export function definition(name: string): Schema {
  return channelSchema.$defs?.[name] ?? {};
}
