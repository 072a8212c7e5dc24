import type { Dictionary } from '@kit/i18n';
import { KIT } from '@kit/i18n/ar';

export const dictionary: Dictionary = { texts: { ...KIT }, counted: {} };
