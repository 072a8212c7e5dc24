// The texts of the kit's small parts in Arabic, for both apps: each puts them into its own dictionary.

export const KIT: Record<string, string> = {
  'Something went wrong in this page. Reload it.': 'حدث خطأ في هذه الصفحة. أعد تحميلها.',
  'The hub answered with status {status}': 'أجاب الخادم بالحالة {status}',
  'The hub does not answer': 'الخادم لا يستجيب',
  'It may be restarting. This page goes on by itself.': 'ربما يُعاد تشغيله. ستتابع هذه الصفحة من تلقاء نفسها.',
  Cancel: 'إلغاء',
  'Try again': 'إعادة المحاولة',
  Loading: 'يجري التحميل',
  'just now': 'الآن',
  '{age} ago': 'قبل {age}',
  '{n} d': '{n} ي',
  '{n} h': '{n} س',
  '{n} min': '{n} د',
  '{n} s': '{n} ث',
  '{n}/s': '{n}/ث',
  '{n}/min': '{n}/د',
};
