"""The words of an output that no analyst wrote, in the language of the update."""

from dateline.publish.dates import MONTHS, say_date, say_time

LANGUAGES = ("en", "fr", "ar", "tr", "fa", "es")
# key: the words in the order of LANGUAGES
PHRASES: dict[str, tuple[str, ...]] = {
    "takeaway": ("Key takeaway", "Point clé", "الخلاصة", "Temel sonuç", "نکتهٔ کلیدی",
                 "Conclusión clave"),
    "takeaways": ("Key takeaways", "Points clés", "أبرز الخلاصات", "Temel sonuçlar",
                  "نکات کلیدی", "Conclusiones clave"),
    "figure": ("Figure", "Figure", "الشكل", "Şekil", "شکل", "Figura"),
    "note": ("Note", "Note", "ملاحظة", "Not", "یادداشت", "Nota"),
    "credit": ("Credit", "Crédit", "المصدر", "Kaynak", "اعتبار", "Crédito"),
    "data": ("Data (CSV)", "Données (CSV)", "البيانات (CSV)", "Veri (CSV)", "داده‌ها (CSV)",
             "Datos (CSV)"),
    "endnotes": ("Endnotes", "Notes", "الهوامش", "Son notlar", "پی‌نوشت‌ها", "Notas finales"),
    "made": ("How the numbers were made", "Comment les chiffres ont été établis",
             "كيف أُعدّت الأرقام", "Sayılar nasıl hesaplandı", "ارقام چگونه به دست آمده‌اند",
             "Cómo se obtuvieron las cifras"),
    "by": ("By", "Par", "بقلم", "Yazan", "نویسنده", "Por"),
    "with": ("With", "Avec", "بمشاركة", "Katkıda bulunan", "با همکاری", "Con"),
    "cutoff": ("Data cutoff", "Données arrêtées au", "تاريخ إقفال البيانات", "Veri kesim tarihi",
               "پایان گردآوری داده‌ها", "Cierre de datos"),
    "no-event": ("No event that can be shown matches this figure’s query.",
                 "Aucun événement qui puisse être montré ne répond à cette requête.",
                 "لا حدث يمكن عرضه يطابق استعلام هذا الشكل.",
                 "Bu şeklin sorgusuna uyan, gösterilebilecek bir olay yok.",
                 "هیچ رویداد قابل نمایشی با پرسش این شکل مطابقت ندارد.",
                 "Ningún evento que pueda mostrarse responde a la consulta de esta figura."),
    "quotation": ("Quotation", "Citation", "اقتباس", "Alıntı", "نقل قول", "Cita"),
    "summary": ("Summary", "Résumé", "الملخص", "Özet", "خلاصه", "Resumen"),
    "commentary": ("Commentary", "Commentaire", "التعليق", "Yorum", "تحلیل", "Comentario"),
    "sources": ("Sources", "Sources", "المصادر", "Kaynaklar", "منابع", "Fuentes"),
    "original": ("Original", "Original", "النص الأصلي", "Özgün metin", "متن اصلی", "Original"),
    "translation": ("Translation", "Traduction", "الترجمة", "Çeviri", "ترجمه", "Traducción"),
    "excerpt": ("Excerpt", "Extrait", "مقتطف", "Alıntı metin", "گزیده", "Extracto"),
    "image-information": (
        "Image information", "À propos de l’image", "معلومات الصورة", "Görsel bilgisi",
        "دربارهٔ تصویر", "Información de la imagen"),
    "insight": ("Insight summary", "L’essentiel", "خلاصة الرؤية", "Özet değerlendirme",
                "چکیدهٔ تحلیل", "Lo esencial"),
    "assessments": ("Assessments", "Évaluations", "التقديرات", "Değerlendirmeler", "ارزیابی‌ها",
                    "Evaluaciones"),
    "other-updates": ("Other updates", "Autres évolutions", "مستجدات أخرى", "Diğer gelişmeler",
                      "سایر تحولات", "Otras novedades"),
    "paused": ("Paused this week", "En pause cette semaine", "أقسام متوقفة هذا الأسبوع",
               "Bu hafta ara verilenler", "بخش‌های متوقف این هفته", "En pausa esta semana"),
}  # fmt: skip
MONTH_NAMES = {
    "en": MONTHS,
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
           "octobre", "novembre", "décembre"),
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
           "أكتوبر", "نوفمبر", "ديسمبر"),
    "tr": ("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül",
           "Ekim", "Kasım", "Aralık"),
    "fa": ("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر",
           "نوامبر", "دسامبر"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
           "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.split("-", maxsplit=1)[0] in ("ar", "fa", "ps", "ur", "he")


def phrase(language: str, key: str) -> str:
    """Say something in a language; English where the language is not known.

    >>> phrase("fr", "endnotes"), phrase("tr-TR", "figure"), phrase("ha", "figure")
    ('Notes', 'Şekil', 'Figure')
    """
    base = language.split("-", maxsplit=1)[0]
    return PHRASES[key][LANGUAGES.index(base) if base in LANGUAGES else 0]


def phrases(language: str) -> dict[str, str]:
    """Everything that an output says in a language, by its key with underscores."""
    return {key.replace("-", "_"): phrase(language, key) for key in PHRASES}


def local_date(language: str, written: str) -> str:
    """Put the names of months of a written date into a language.

    >>> local_date("fr", "3 December 2023, 10:00"), local_date("ha", "3 December 2023")
    ('3 décembre 2023, 10:00', '3 December 2023')
    """
    names = MONTH_NAMES.get(language.split("-", maxsplit=1)[0], MONTHS)
    for english, local in zip(MONTHS, names, strict=True):
        written = written.replace(english, local)
    return written


def say_cutoff(language: str, cutoff: str) -> str:
    """Write the data cutoff with its name."""
    return f"{phrase(language, 'cutoff')} {local_date(language, say_time(cutoff))}"


def say_local(language: str, text: str | None) -> str:
    """Write an ISO date in words of a language."""
    return local_date(language, say_date(text))
