using System.Collections.Frozen;

namespace NewsBot.Core.Text;

/// <summary>Languages are known by the shortest code of ISO 639 in lower case: en, uk, ckb.</summary>
internal static class LanguageTag
{
    // ISO 639-1, without the codes withdrawn since.
    private static readonly FrozenSet<string> _known = (
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu "
        + "fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km "
        + "kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nd ne ng nl no nr nv ny oc oj om or os "
        + "pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt "
        + "tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
        // Languages in which news is written and that have a code of three letters only.
        + "arz ast ceb ckb cnr crh csb dsb fil fur gsw haw hsb ilo kab ksh lad lmo nds nap pap rue sah scn sco szl tok tyv udm vec war yue")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // Withdrawn codes, written forms of Norwegian, codes of three letters and names as feeds state them.
    private static readonly FrozenDictionary<string, string> _synonyms = (
        "iw=he in=id ji=yi nb=no nn=no mo=ro sh=sr cmn=zh eng=en ukr=uk rus=ru deu=de ger=de fra=fr fre=fr spa=es ita=it por=pt pol=pl "
        + "nld=nl dut=nl swe=sv dan=da nor=no nob=no nno=no fin=fi est=et lav=lv lit=lt ces=cs cze=cs slk=sk slo=sk slv=sl hrv=hr srp=sr "
        + "bos=bs mkd=mk mac=mk bul=bg ron=ro rum=ro hun=hu ell=el gre=el tur=tr ara=ar heb=he fas=fa per=fa hin=hi ben=bn tam=ta tel=te "
        + "urd=ur jpn=ja zho=zh chi=zh kor=ko tha=th vie=vi ind=id msa=ms may=ms kat=ka geo=ka hye=hy arm=hy aze=az kaz=kk bel=be sqi=sq "
        + "alb=sq isl=is ice=is gle=ga cym=cy wel=cy cat=ca eus=eu baq=eu glg=gl lat=la epo=eo english=en ukrainian=uk russian=ru "
        + "german=de deutsch=de french=fr français=fr spanish=es español=es italian=it italiano=it portuguese=pt português=pt polish=pl "
        + "polski=pl dutch=nl swedish=sv turkish=tr arabic=ar chinese=zh japanese=ja українська=uk русский=ru")
        .Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    // Codes of countries that are no language, written in their place: ua for uk.
    private static readonly FrozenDictionary<string, string> _countries =
        "ua=uk us=en gb=en jp=ja cn=zh tw=zh cz=cs dk=da gr=el il=he by=be at=de br=pt mx=es kz=kk me=cnr rs=sr ir=fa"
        .Split(' ').Select(pair => pair.Split('=')).ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>
    /// The language of a tag as feeds, pages and people write it (BCP 47: <c>en-US</c>, <c>zh-Hans-CN</c>; also <c>ru_RU</c>, <c>eng</c>, <c>English</c>);
    /// null when there is none or it is not known.
    /// </summary>
    public static string? Normalize(string? tag)
    {
        var primary = Primary(tag);
        return _known.Contains(primary) ? primary : _synonyms.GetValueOrDefault(primary);
    }

    /// <summary>The language someone means who wrote the code of a country (ua: uk); null when nothing comes to mind.</summary>
    public static string? Guess(string? tag) => Normalize(tag) ?? _countries.GetValueOrDefault(Primary(tag));

    private static string Primary(string? tag)
    {
        var trimmed = (tag ?? "").Trim();
        var end = trimmed.AsSpan().IndexOfAny("-_;, ");
        return (end < 0 ? trimmed : trimmed[..end]).ToLowerInvariant();
    }
}
