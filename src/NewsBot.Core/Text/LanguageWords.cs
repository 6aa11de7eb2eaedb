using System.Collections.Frozen;

namespace NewsBot.Core.Text;

/// <summary>
/// What tells languages of one script apart: their short words, and letters few others have (written +ß). Words of the
/// neighbours stand here too, also of languages we cannot stem, so that a text of theirs is not taken for one of ours.
/// </summary>
internal static class LanguageWords
{
    private const string Latin = """
        en the a of and to in is was between two all before while where how some only during because says against that for on with as at by from are were has have had be it its this which who will would not but he his they their been after an or said she her we you about more than over into when what there could out up
        de der die das und ist in den von zu mit dem für auf des sich nicht ein eine auch als an nach wie im bei hat aus er es sind einer um am werden wurde wird noch vor zur zum durch über dass sie aber einen haben war bis unter gegen oder kann nur +ß +ä +ö
        fr le la les de des et à en un une du dans que qui est pour pas sur au avec par plus ce sont il son se aux sa elle ont mais cette été ne ses ou être après leur comme nous deux entre fait selon contre était l d qu c n s +ê +ç
        es el la de que y los en del las un por con una para es se no su al lo como más pero sus ha este también fue entre esta desde años sin sobre son hasta según dos muy ser tras está han había cuando +ñ
        it il di che la e in un per è del non una della le si con i da sono dei al nel alla come più ha gli delle lo anche ma dal nella dopo questo essere suo stato tra sul degli ai o hanno se dalla era alle
        pt o de a que e do da em um para os com não uma no na por mais as dos se foi como ao à das pelo pela são seu sua entre também mas ou após tem já ser está até isso ele nos nas quando sobre +ã +õ
        nl de het een van en in is dat op te zijn met voor niet aan er door ook bij die als naar om uit nog wordt maar heeft over worden was tot ze hij deze tegen werd meer kan hebben geen na dan wel wat
        sv och att det i en som är på av för med den till inte har om ett han var de från vid men så kan efter man under också när hade nu sig mot säger ska skulle sin där eller blir enligt +å +ä +ö
        da og at det i en af er på til for med den som ikke har de et fra han var der men om kan efter også sig ved blev over nu mod siger skal hvor have være hvad ud op eller blevet været efter dem +å +ø +æ
        no og at det i en av er på til for med den som ikke har de et fra han var men om kan etter også seg ved ble over nå mot sier skal hvor være hva ut opp eller blitt vært etter dem fikk ifølge +å +ø +æ
        fi ja on ei että se oli ovat hän mukaan myös kun mutta ole joka sen tai kuin jo vain jos niin mitä tämä ovat sekä jotka ollut vuoden vielä olla eivät hänen tämän sitä jonka koska voi kanssa +ä +ö
        ro și în de la a cu pe că nu din este au un o pentru mai care fost sunt prin dar să fi după al ale cel lui sau are între până către doar acest această iar ca +ă +ț +ș +â +î
        tr ve bir bu da önce kişi az ilk kez günü çok söyledi şekilde de için ile çok olarak olan daha gibi ne sonra kadar dedi en ama var değil oldu her ise olduğunu türkiye tarafından ancak göre etti üzerinde iki yeni edildi yapılan olduğu +ğ +ı +ş
        hu a az és hogy nem is egy meg csak van volt de ez már el mint azt még ki vagy lesz után szerint be pedig akkor sem ezt lehet minden amely majd között volna ha mert +ő +ű
        pl i w na z do się nie jest że to o od po za przez jak oraz dla ale co są ma tym był było już tego jego przed także będzie może który która które czy być tylko ich u ze +ł +ą +ę +ż +ś
        cs a v se na je že s z do o to ve i za by pro k po jako jsou jeho ale byl které který od při až co nebo podle také už má než bude není jsme jen tak mezi být +ř +ě +ů
        sk a v sa na je že s z do o to vo aj za by pre k po ako sú jeho ale bol ktoré ktorý od pri až čo alebo podľa tiež už má než bude nie sme len tak medzi byť +ľ +ĺ +ŕ
        hr i u je na se da su za od s o koji će koja što ne kako nije bi ili iz to sam do kao ali više biti samo koje nakon ima prema još bio sve te +đ +ć
        sl in je v na se da so za z ki bo po pri tudi pa s ne od kot ni do bi še ali kar ter med lahko bil sta več le pred kako
        ca el la de i que a les en els un per del amb una no es al són ha dels com més però aquest també va entre seva des anys sobre quan ser està fins ho l d
        lt ir yra kad į su iš to ar tai ne bet už per kaip po jo savo buvo apie taip nuo apie prie tik dar jau būti metų gali +ė +į +ų
        lv un ir ka no uz par ar to bet ko kas tika arī vai pēc pie lai gada tas līdz nav bija viņš savu kā jau var +ļ +ņ +ķ
        et ja on ei et see ka oma kui ning aga või mis oli ta kes mida selle siis välja juba pärast tema veel nii aasta kohta ole olid +õ +ä +ü
        id yang dan di untuk dengan ini dari pada tidak dalam itu akan ke oleh juga ada telah sebagai kata bisa saat karena mereka setelah para tersebut seorang
        vi và của là có được trong cho không với các những người một đã khi này để đến về tại từ cũng ông sẽ +ư +ơ +đ
        is og að í er á sem til við um var en hann ekki það með fyrir af eru því hefur frá voru þess þetta eftir verið +ð +þ
        sq dhe në të e për me që një nga është i ka se si do janë ishte më por është kjo ky +ë
        af die van en in is het dat vir nie op te met wat sy aan hy was om word deur ook n haar hulle sal
        az və bir bu üçün ilə olan da də ki edib sonra olub daha qarşı onun isə görə etmək +ə
        """;

    private const string Cyrillic = """
        uk і й та в у на з що не до за про як від це є його для по із але він її був було буде вони які який яка також після через під при над чи або бо щоб вже ще якщо коли так цього україни україні +і +ї +є +ґ
        ru и в на с что не по для из от к за о как это его он но был было были будет они которые который которая также после через под при или чтобы уже ещё если когда так этого она его мы россии +ы +э +ё +ъ
        be і у на з што не да за пра як ад гэта яго для па але ён яна быў было будзе яны якія які якая таксама пасля праз пад пры або каб ужо яшчэ калі так беларусі +ў +і +ы +э
        bg и в на с че не по за от да е се са като това той но беше ще които който която също след през под при или бъде вече още ако когато така тя му към до има няма българия със във +ъ +щ
        sr и у на с да не по за од је се су као то он али био ће које који која такође после кроз под при или бити већ још ако када тако она му према до има нема из +ј +љ +њ +ћ +ђ
        mk и во на со дека не по за од да е се како тоа тој но беше ќе кои кој која исто по преку под при или биде веќе уште ако кога така таа му кон до има нема од +ѓ +ќ +ј +љ +њ
        kk және бұл мен үшін деп бар болып бойынша еді емес жоқ туралы оның сондай кейін қазақстан +қ +ә +ғ +ұ +ң
        """;

    private const string Arabic = """
        ar في من على إلى أن عن مع هذا التي الذي ما لا كان بعد قبل بين هذه ذلك كما أو قد و حتى +ة +أ +إ
        fa و در به از که این را با است برای آن یک خود تا کرد بر هم می شد شود بود های +پ +چ +ژ +گ
        ur کے میں کی کا ہے سے نے اور کو پر کہ یہ بھی ہیں اس ان تھا کر ایک +ٹ +ڈ +ڑ +ے +ہ
        """;

    private const string Devanagari = """
        hi के है में की का से को और पर ने कि यह हैं भी इस एक नहीं लिए था कर वह थी साथ हो ही
        mr आहे आणि या ते च्या होते आहेत की मध्ये हे त्यांनी नाही साठी झाली केली
        ne छ र को मा ले गरेको छन् भएको पनि लागि यो हुने भने गर्न
        """;

    /// <summary>For the scripts that several languages share: the features of each, words and letters.</summary>
    public static FrozenDictionary<Script, IReadOnlyDictionary<string, FrozenSet<string>>> Features { get; } =
        new Dictionary<Script, IReadOnlyDictionary<string, FrozenSet<string>>>
        {
            [Script.Latin] = Read(Latin),
            [Script.Cyrillic] = Read(Cyrillic),
            [Script.Arabic] = Read(Arabic),
            [Script.Devanagari] = Read(Devanagari),
        }.ToFrozenDictionary();

    /// <summary>Croatian, Bosnian and Serbian in Latin letters cannot be told apart here; Afrikaans and Dutch hardly.</summary>
    public static FrozenSet<string> NeverGuessed { get; } = FrozenSet.Create(StringComparer.Ordinal, "hr", "af", "kk", "mr", "ne");

    private static SortedDictionary<string, FrozenSet<string>> Read(string lines) => new(lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(words => words[0], words => words.Skip(1).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal), StringComparer.Ordinal);
}
