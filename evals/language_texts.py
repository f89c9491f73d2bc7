"""Invented news in the desk's languages that NTREX leaves out. Written for Dateline, CC0."""

WRITTEN = {
    "ur": (
        "ضلعی انتظامیہ کے مطابق نامعلوم مسلح افراد نے ہفتے کی رات ایک پولیس چوکی پر حملہ کیا۔",
        "حملے میں دو اہلکار زخمی ہوئے جنہیں قریبی ہسپتال منتقل کر دیا گیا ہے۔",
        "صوبائی حکومت نے واقعے کی تحقیقات کے لیے تین رکنی کمیٹی تشکیل دے دی ہے۔",
        "مقامی تاجروں کا کہنا ہے کہ سڑک بند ہونے سے بازار میں آٹے کی قلت پیدا ہو گئی ہے۔",
        "وزیر داخلہ نے کہا کہ سرحدی علاقوں میں مزید نفری تعینات کی جائے گی۔",
        "عینی شاہدین نے بتایا کہ دھماکے کی آواز کئی کلومیٹر دور تک سنی گئی۔",
        "گزشتہ ہفتے بھی اسی علاقے میں بارودی سرنگ پھٹنے سے ایک گاڑی تباہ ہو گئی تھی۔",
        "قبائلی عمائدین نے جرگے میں فریقین سے جنگ بندی برقرار رکھنے کی اپیل کی۔",
        "فوج کے ترجمان کے بیان میں کارروائی کے دوران چار شدت پسندوں کی ہلاکت کا دعویٰ کیا گیا۔",
        "انسانی حقوق کی تنظیموں نے لاپتہ افراد کے معاملے پر تشویش کا اظہار کیا ہے۔",
        "سیلاب کے بعد بے گھر ہونے والے خاندان اب بھی خیموں میں رہ رہے ہیں۔",
        "اسکول دوبارہ کھول دیے گئے ہیں مگر بچوں کی حاضری بہت کم ہے۔",
    ),
    "sw": (
        (
            "Watu wenye silaha walishambulia kijiji kimoja "
            "usiku wa kuamkia Jumamosi na kuchoma nyumba."
        ),
        "Mkuu wa wilaya alisema kwamba maafisa wawili wa polisi walijeruhiwa katika tukio hilo.",
        "Wakazi wengi wamekimbilia mji wa jirani wakihofia mashambulizi mapya.",
        "Serikali ya mkoa imeunda kamati ya watu watatu kuchunguza chanzo cha mapigano hayo.",
        "Wafanyabiashara wanalalamika kwamba bei ya unga imepanda tangu barabara ilipofungwa.",
        "Waziri wa mambo ya ndani aliahidi kuongeza askari kwenye maeneo ya mpakani.",
        "Mashuhuda walieleza kuwa mlipuko huo ulisikika umbali wa kilomita kadhaa.",
        "Wiki iliyopita gari moja lilikanyaga bomu lililotegwa ardhini katika eneo hilo hilo.",
        "Wazee wa kimila waliwaomba wapiganaji waheshimu makubaliano ya kusitisha vita.",
        "Msemaji wa jeshi alidai kwamba waasi wanne waliuawa wakati wa operesheni hiyo.",
        "Mashirika ya haki za binadamu yameeleza wasiwasi wao kuhusu watu waliotoweka.",
        "Shule zimefunguliwa tena lakini wanafunzi wachache sana ndio waliohudhuria.",
    ),
    "so": (
        (
            "Koox hubaysan ayaa habeenimadii Sabtida weerar "
            "ku qaaday tuulo ku taal duleedka magaalada."
        ),
        "Guddoomiyaha degmada ayaa sheegay in laba askari ay ku dhaawacmeen weerarkaas.",
        "Dad badan ayaa u qaxay magaalada u dhow iyagoo ka baqaya dagaal hor leh.",
        "Dowlad goboleedka ayaa magacowday guddi saddex xubnood ka kooban oo baaraya dhacdada.",
        (
            "Ganacsatada ayaa ka cabanaya in qiimaha burku uu "
            "kor u kacay tan iyo markii waddada la xiray."
        ),
        "Wasiirka arrimaha gudaha ayaa ballan qaaday in ciidamo dheeraad ah la geyn doono xadka.",
        "Goobjoogayaal ayaa sheegay in qaraxa laga maqlay meel dhowr kiiloomitir u jirta.",
        "Toddobaadkii hore ayaa gaari uu ku qarxay miino dhulka lagu aasay isla aaggaas.",
        "Odayaasha dhaqanka ayaa labada dhinac ugu baaqay inay ilaaliyaan xabbad joojinta.",
        "Afhayeenka ciidanka ayaa ku andacooday in afar ka mid ah maleeshiyaadka la dilay.",
        "Hay'adaha xuquuqda aadanaha ayaa walaac ka muujiyay dadka la la'yahay.",
        "Iskuullada ayaa dib loo furay balse carruur aad u yar ayaa timid.",
    ),
}
