using System.Buffers;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace NewsBot.Core.Text.Stemming;

/// <summary>
/// The languages that Snowball stems, with what each needs beside it. The endings were found by the words of the tests;
/// ş, ã and the like stand where Snowball's rules have them.
/// </summary>
internal static class SnowballLanguages
{
    private static readonly SearchValues<char> _latin = SearchValues.Create("abcdefghijklmnopqrstuvwxyz");
    private static readonly SearchValues<char> _russian = SearchValues.Create("абвгдежзийклмнопрстуфхцчшщъыьэюя");

    public static IReadOnlyList<Stemmer> Stemmers { get; } =
    [
        new SnowballStemmer("da", _latin, () => new DanishStemmer()),
        new SnowballStemmer("de", _latin, () => new GermanStemmer()),
        new SnowballStemmer("en", _latin, () => new EnglishStemmer()),
        new SnowballStemmer("es", _latin, () => new SpanishStemmer()) { Before = new("acion=ación ucion=ución logia=logía logias=logías") },

        // Of the changes between strong and weak stems those that a stem shows by itself: sota, sodan; pankki, pankin.
        new SnowballStemmer("fi", _latin, () => new FinnishStemmer())
        {
            After = new("uks=us yks=ys oks=os aks=as eks=es iks=is kk=k pp=p tt=t ng=nk d=t "
                + "da=ta de=te di=ti do=to du=tu dy=ty kka=k kki=k kko=k kku=k ppa=p ppi=p ppo=p ppu=p tta=t tti=t tto=t ttu=t nga=nk ngi=nk ngo=nk "
                + "a5= e5= i5= o5= u5= y5="),
        },
        new SnowballStemmer("fr", _latin, () => new FrenchStemmer())
        {
            // Snowball takes the s of the plural for part of the word after a, i, o and u.
            Before = new("ee=e ees=e ie5=e ies5=e ite=ité ites=ités os5=o as5=a us4=u is5=i ous ais ois uis paris tennis denis"),
        },
        new SnowballStemmer("hu", _latin, () => new HungarianStemmer())
        {
            Before = new("bol=ból rol=ról tol=tól nal=nál nel=nél kent=ként uk=úk"),
            Twice = true,
        },
        new SnowballStemmer("it", _latin, () => new ItalianStemmer()),
        new SnowballStemmer("nb", _latin, () => new NorwegianStemmer()) { Twice = true },
        new SnowballStemmer("nl", _latin, () => new DutchStemmer())
        {
            Before = new("nes5=ne mes5=me jes5=je"),
            After = new("bb=b ff=f gg=g ll=l mm=m nn=n pp=p rr=r ss=s"),
        },
        new SnowballStemmer("pt", _latin, () => new PortugueseStemmer())
        {
            // The plurals of ão and of words in l and m, which Snowball leaves apart from their singulars.
            Before = new("ao=ão oes5=ão aes5=ão aos5=ão ais5=al ns5=m eis5=el"),
        },
        new SnowballStemmer("ro", _latin, () => new RomanianStemmer()) { Before = new(RomanianArticles), After = new("a4= e4= i4= u4= tr5=t er6= izat=iz tuat=tu") },
        new SnowballStemmer("ru", _russian, () => new RussianStemmer()),
        new SnowballStemmer("sv", _latin, () => new SwedishStemmer())
        {
            // The articles of ränta-n and krig-et, which Snowball knows in the other Nordic languages only.
            Before = new("et5= ets6= itet itets aket anet ernet inet het an6=a ans7=a man stan plan"),
            After = new("istr=ist"),
            Twice = true,
        },
    ];

    // The article stands behind the noun: situaţia, ministrul, ţărilor.
    private const string RomanianArticles =
        "ului=u elui=e ul=u ulu=u urile=uri urilor=uri ilor5=i elor5=e ile5=i ele5=e iei=ie ia=ie ea5=e tii5=ti ase5=as";
}
