namespace NewsBot.Tests.Text;

/// <summary>News as it might be, five sentences or more a language.</summary>
internal static class LanguageSamples
{
    public static Dictionary<string, string> Of { get; } = new()
    {
        ["en"] = """
            The government said on Monday that it would not change the law before the election.
            At least twelve people have been killed after a bridge collapsed in the north of the country.
            Shares in the company fell by more than five percent after it was hit by a strike.
            She told reporters that there was no plan to leave and that talks would go on.
            Police are looking for a man who was last seen at the station with two bags.
            """,
        ["de"] = """
            Die Regierung hat am Montag erklärt, dass das Gesetz vor der Wahl nicht geändert wird.
            Bei einem Unfall auf der Autobahn sind nach Angaben der Polizei drei Menschen verletzt worden.
            Der Konzern will in diesem Jahr mehr als tausend Stellen streichen und ein Werk schließen.
            Für die Opposition ist der Haushalt nicht mehr als ein Versuch, Zeit zu gewinnen.
            In den Bergen fällt wieder Schnee, und auf den Straßen wird es glatt.
            """,
        ["fr"] = """
            Le gouvernement a annoncé lundi que la loi ne serait pas modifiée avant les élections.
            Au moins douze personnes ont été tuées dans l'effondrement d'un pont dans le nord du pays.
            La société a perdu plus de cinq pour cent à la Bourse après une grève sur ses sites.
            Il n'est pas question de partir, a déclaré la ministre devant les journalistes.
            Selon la police, l'homme était connu des services et avait été arrêté en mars.
            """,
        ["es"] = """
            El gobierno anunció el lunes que la ley no se modificará antes de las elecciones.
            Al menos doce personas han muerto tras el derrumbe de un puente en el norte del país.
            La empresa perdió más del cinco por ciento en la bolsa después de una huelga.
            Según la policía, el hombre era conocido y había sido detenido en marzo.
            El presidente dijo que no hay un plan para los próximos años, pero que las obras siguen.
            """,
        ["it"] = """
            Il governo ha annunciato lunedì che la legge non sarà modificata prima delle elezioni.
            Almeno dodici persone sono morte nel crollo di un ponte nel nord del Paese.
            La società ha perso più del cinque per cento in Borsa dopo uno sciopero.
            Secondo la polizia l'uomo era già noto ed era stato arrestato anche a marzo.
            Non c'è un piano per i prossimi anni, ha detto la ministra ai giornalisti.
            """,
        ["pt"] = """
            O governo anunciou na segunda-feira que a lei não será alterada antes das eleições.
            Pelo menos doze pessoas morreram após a queda de uma ponte no norte do país.
            A empresa perdeu mais de cinco por cento na bolsa depois de uma greve em suas fábricas.
            Segundo a polícia, o homem já era conhecido e também foi detido em março.
            Não há um plano para os próximos anos, disse a ministra aos jornalistas.
            """,
        ["nl"] = """
            De regering heeft maandag gezegd dat de wet niet voor de verkiezingen wordt aangepast.
            Bij een ongeluk op de snelweg zijn volgens de politie drie mensen gewond geraakt.
            Het bedrijf wil dit jaar meer dan duizend banen schrappen en een fabriek sluiten.
            Er is geen plan om te vertrekken, zei de minister tegen journalisten.
            In het oosten van het land valt morgen sneeuw en op de wegen kan het glad zijn.
            """,
        ["sv"] = """
            Regeringen sade på måndagen att lagen inte ska ändras före valet.
            Minst tolv personer har dött efter att en bro rasat i norra delen av landet.
            Bolaget har förlorat mer än fem procent på börsen efter en strejk som nu är över.
            Enligt polisen var mannen känd sedan tidigare och hade gripits även i mars.
            Det finns inte någon plan för de kommande åren, säger ministern till tidningen.
            """,
        ["da"] = """
            Regeringen sagde mandag, at loven ikke bliver ændret før valget, og at den også gælder for børn.
            Mindst tolv personer er døde, efter at en bro er styrtet sammen i den nordlige del af landet.
            Selskabet har tabt mere end fem procent på børsen efter en strejke, som nu er ovre, siger det selv.
            Ifølge politiet var manden kendt og blev også anholdt i marts, men han er nu løsladt af retten.
            Der er ikke nogen plan for de næste år, siger ministeren, efter at hun har mødt sine kolleger i går af hensyn til sagen.
            """,
        ["no"] = """
            Regjeringen sa mandag at loven ikke blir endret før valget, og at den også gjelder for barn.
            Minst tolv personer er døde etter at en bro har rast sammen i den nordlige delen av landet.
            Selskapet har tapt mer enn fem prosent på børsen etter en streik som nå er over, ifølge avisen.
            Ifølge politiet var mannen kjent og ble også pågrepet i mars, men han er nå løslatt av retten.
            Det er ikke noen plan for de neste årene, sier statsråden etter at hun har møtt kollegene av hensyn til saken.
            """,
        ["fi"] = """
            Hallitus kertoi maanantaina, että lakia ei muuteta ennen vaaleja.
            Ainakin kaksitoista ihmistä on kuollut, kun silta romahti maan pohjoisosassa, kertoo poliisi, joka ei ole vielä antanut lausuntoa.
            Yhtiö on menettänyt yli viisi prosenttia, mutta se ei ole vielä koko totuus, sanoo johtaja.
            Poliisin mukaan mies oli tuttu jo ennestään ja hän oli myös maaliskuussa vankilassa.
            Suunnitelmaa ei ole, sanoi ministeri, mutta hänen mukaan työ jatkuu niin kuin ennen.
            """,
        ["ro"] = """
            Guvernul a anunțat luni că legea nu va fi modificată înainte de alegeri.
            Cel puțin douăsprezece persoane au murit după ce un pod s-a prăbușit în nordul țării.
            Compania a pierdut mai mult de cinci la sută la bursă după o grevă care s-a încheiat.
            Potrivit poliției, bărbatul era cunoscut și a fost reținut și în martie.
            Nu este niciun plan pentru anii următori, a spus ministrul, dar lucrările continuă.
            """,
        ["tr"] = """
            Hükümet pazartesi günü yaptığı açıklamada yasanın seçimden önce değişmeyeceğini ve bu kararın kesin olduğunu söyledi.
            Ülkenin kuzeyinde bir köprünün çökmesi sonucu en az on iki kişi öldü.
            Şirket, grev sonrası borsada yüzde beşten daha fazla değer kaybetti ve bu kayıp için açıklama yaptı.
            Polise göre adam daha önce de biliniyordu ve mart ayında bir kez gözaltına alındı.
            Bakan, gelecek yıllar için bir plan olmadığını ancak çalışmaların süreceğini ve yeni adımlar atılacağını belirtti.
            """,
        ["hu"] = """
            A kormány hétfőn közölte, hogy a törvény nem változik a választás előtt.
            Legalább tizenkét ember meghalt, miután egy híd leomlott az ország északi részén, és a mentés még tart.
            A vállalat több mint öt százalékot vesztett a tőzsdén, de ez nem az egész.
            A rendőrség szerint a férfi már ismert volt, és márciusban is őrizetbe vették.
            Nincs terv a következő évekre, de a munka folytatódik, ha lehet, mondta a miniszter az újságíróknak.
            """,
        ["pl"] = """
            Rząd poinformował w poniedziałek, że ustawa nie zostanie zmieniona przed wyborami.
            Co najmniej dwanaście osób zginęło po tym, jak zawalił się most na północy kraju.
            Spółka straciła na giełdzie więcej niż pięć procent, ale to nie jest koniec.
            Według policji mężczyzna był już znany i został zatrzymany także w marcu.
            Nie ma planu na kolejne lata, powiedziała minister, ale prace są kontynuowane przez miasto.
            """,
        ["cs"] = """
            Vláda v pondělí oznámila, že zákon se před volbami nezmění, ale po nich už ano.
            Nejméně dvanáct lidí zemřelo poté, co se na severu země zřítil most, který byl opraven.
            Společnost ztratila na burze více než pět procent, ale jsou to jen první odhady.
            Podle policie byl muž již známý a v březnu byl také zadržen.
            Plán na další roky není, řekla ministryně, ale práce na něm už jsou hotové.
            """,
        ["sk"] = """
            Vláda v pondelok oznámila, že zákon sa pred voľbami nezmení, ale po nich už áno.
            Najmenej dvanásť ľudí zomrelo po tom, ako sa na severe krajiny zrútil most, ktorý bol opravený.
            Spoločnosť stratila na burze viac ako päť percent, ale sú to len prvé odhady.
            Podľa polície bol muž už známy a v marci bol tiež zadržaný.
            Plán na ďalšie roky nie je, povedala ministerka, ale práce sú už hotové aj pre deti.
            """,
        ["uk"] = """
            Уряд повідомив у понеділок, що закон не змінять до виборів.
            Щонайменше дванадцять людей загинули після того, як на півночі країни обвалився міст.
            Компанія втратила на біржі понад п'ять відсотків, але це ще не кінець.
            За даними поліції, чоловік був відомий і його затримали також у березні.
            Плану на наступні роки немає, сказала міністерка, але роботи вже тривають.
            """,
        ["ru"] = """
            Правительство сообщило в понедельник, что закон не изменят до выборов.
            По меньшей мере двенадцать человек погибли после того, как на севере страны обрушился мост, который был построен недавно.
            Компания потеряла на бирже более пяти процентов, но это ещё не конец.
            По данным полиции, мужчина был известен и его задержали также в марте.
            Плана на следующие годы нет, сказала министр, но работы уже идут, и это только начало.
            """,
        ["be"] = """
            Урад паведаміў у панядзелак, што закон не зменяць да выбараў.
            Не менш за дванаццаць чалавек загінулі пасля таго, як на поўначы краіны абваліўся мост.
            Кампанія страціла на біржы больш за пяць працэнтаў, але гэта яшчэ не канец.
            Паводле міліцыі, мужчына быў вядомы, і яго затрымалі таксама ў сакавіку.
            Плана на наступныя гады няма, сказала міністр, але працы ўжо ідуць.
            """,
        ["bg"] = """
            Правителството съобщи в понеделник, че законът няма да бъде променен преди изборите.
            Най-малко дванадесет души са загинали, след като в северната част на страната се срути мост, който е бил ремонтиран.
            Компанията загуби на борсата повече от пет процента, но това още не е краят, като се има предвид всичко.
            Според полицията мъжът е бил известен и е бил задържан също през март.
            Няма план за следващите години, каза министърът, но той ще бъде готов след това.
            """,
        ["sr"] = """
            Влада је у понедељак саопштила да закон неће бити промењен пре избора.
            Најмање дванаест људи је погинуло након што се на северу земље срушио мост који је био обновљен.
            Компанија је на берзи изгубила више од пет одсто, али то још није крај.
            Према полицији, мушкарац је био познат и такође је ухапшен у марту.
            Нема плана за наредне године, рекла је министарка, али радови већ трају као што су и обећали.
            """,
        ["el"] = Repeated("Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι ο νόμος δεν θα αλλάξει."),
        ["he"] = Repeated("הממשלה הודיעה ביום שני כי החוק לא ישונה לפני הבחירות."),
        ["ar"] = """
            أعلنت الحكومة يوم الاثنين أن القانون لن يتغير قبل الانتخابات في البلاد.
            قتل ما لا يقل عن اثني عشر شخصا بعد انهيار جسر في شمال البلاد، كما أصيب آخرون.
            خسرت الشركة أكثر من خمسة في المئة في البورصة بعد إضراب كان قد بدأ هذا الشهر.
            وقالت الشرطة إن الرجل كان معروفا وقد اعتقل أيضا في مارس مع آخرين.
            لا خطة للسنوات المقبلة، لكن العمل مستمر حتى الآن، كما قالت الوزيرة التي زارت المدينة.
            """,
        ["hi"] = """
            सरकार ने सोमवार को कहा कि चुनाव से पहले कानून में कोई बदलाव नहीं होगा।
            देश के उत्तर में एक पुल गिरने से कम से कम बारह लोगों की मौत हो गई है।
            कंपनी के शेयर हड़ताल के बाद पांच प्रतिशत से अधिक गिर गए और यह अभी अंत नहीं है।
            पुलिस के अनुसार वह व्यक्ति पहले से जाना जाता था और उसे मार्च में भी गिरफ्तार किया गया था।
            मंत्री ने कहा कि आने वाले वर्षों के लिए कोई योजना नहीं है पर काम जारी है।
            """,
        ["ka"] = Repeated("მთავრობამ ორშაბათს განაცხადა, რომ კანონი არჩევნებამდე არ შეიცვლება."),
        ["hy"] = Repeated("Կառավարությունը երկուշաբթի հայտարարեց, որ օրենքը մինչև ընտրությունները չի փոխվի։"),
        ["th"] = Repeated("รัฐบาลแถลงเมื่อวันจันทร์ว่าจะไม่เปลี่ยนแปลงกฎหมายก่อนการเลือกตั้ง"),
        ["ko"] = Repeated("정부는 월요일 선거 전에 법을 바꾸지 않겠다고 밝혔다."),
        ["zh"] = Repeated("政府周一表示，在选举之前不会修改这项法律。"),
        ["ja"] = Repeated("政府は月曜日、選挙前に法律を変えることはないと発表した。"),
    };

    // Of a script that only one language has, the script decides: parts of a sentence are as good as others.
    private static string Repeated(string sentence) =>
        string.Join('\n', Enumerable.Range(0, 5).Select(cut => sentence[cut..] + " " + sentence[..(sentence.Length - cut)]));
}
