using NewsBot.Core.Text;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Tests.Text.Stemming;

/// <summary>Words as people write them, with their accents: what finds what.</summary>
public sealed class InflectionTests
{
    // A line is one word in its forms.
    private static readonly Dictionary<string, string> Meet = new()
    {
        ["en"] = """
            ceasefire ceasefires
            election elections
            drone drones
            attack attacks attacked attacking
            country countries
            police
            sanction sanctions sanctioned
            negotiation negotiations
            strike strikes striking
            refugee refugees
            """,
        ["de"] = """
            Haus Häuser Hauses Häusern
            Regierung Regierungen
            Wahl Wahlen
            Straße Strassen Straßen
            Angriff Angriffe Angriffen Angriffs
            Minister Ministern
            Präsident Präsidenten
            Land Länder Ländern
            Rakete Raketen
            Krieg Kriege Krieges
            Entscheidung Entscheidungen
            Flüchtling Flüchtlinge Flüchtlingen
            """,
        ["es"] = """
            elección elecciones
            país países
            nación naciones
            presidente presidentes
            ataque ataques
            ministro ministros ministra
            inflación
            negociación negociaciones
            político políticos política políticas
            guerra guerras
            región regiones
            crisis
            """,
        ["fr"] = """
            élection élections
            président présidents
            président présidente
            réfugié réfugiés réfugiée réfugiées
            gouvernement gouvernements
            négociation négociations
            guerre guerres
            cheval chevaux
            journal journaux
            attaque attaques attaqué attaquée
            élu élus
            vidéo vidéos
            média médias
            parti partis
            national nationaux
            société sociétés
            armée armées
            général généraux
            nucléaire nucléaires
            """,
        ["it"] = """
            elezione elezioni
            governo governi
            ministro ministri
            città
            guerra guerre
            partito partiti
            presidente presidenti
            attacco attacchi
            attività
            sanzione sanzioni
            """,
        ["pt"] = """
            eleição eleições
            nação nações
            país países
            presidente presidentes
            avião aviões
            negociação negociações
            cidadão cidadãos
            inflação
            político políticos política
            guerra guerras
            sanção sanções
            nacional nacionais
            homem homens
            """,
        ["nl"] = """
            verkiezing verkiezingen
            regering regeringen
            oorlog oorlogen
            minister ministers
            aanval aanvallen
            land landen
            drone drones
            crisis
            boer boeren
            """,
        ["sv"] = """
            val valet
            regering regeringen regeringar
            minister ministern ministrar
            krig kriget krigen
            attack attacker attacken
            skola skolan skolor skolorna
            flykting flyktingar flyktingarna
            räntan ränta räntor
            """,
        ["da"] = """
            regering regeringen regeringer
            krig krigen krige
            angreb angrebet angrebene
            minister ministeren
            skole skolen skoler skolerne
            flygtning flygtninge flygtningene
            lærer lærere læreren
            """,
        ["no"] = """
            regjering regjeringen regjeringer
            krig krigen kriger
            angrep angrepet angrepene
            skole skolen skoler skolene
            flyktning flyktninger flyktningene
            lærer lærere læreren
            """,
        ["fi"] = """
            sota sodan
            hallitus hallituksen hallitukset
            vaalit vaalien vaaleissa
            presidentti presidentin presidentit
            ministeri ministerin ministerit
            hyökkäys hyökkäyksen hyökkäykset
            talo talon talossa talot
            päätös päätöksen
            Venäjä Venäjän Venäjällä
            """,
        ["ro"] = """
            alegere alegeri alegerile
            guvern guvernul guvernului guverne
            ministru ministrul miniștri
            președinte președintele președinți
            țară țara țările țări țării
            război războiul războaie
            națiune națiuni națiunea națiunilor
            negociere negocieri negocierile
            situația situație situații situației
            organizație organizații organizației organizațiile
            oraș orașul orașe orașele
            partid partidul partide partidele
            """,
        ["tr"] = """
            seçim seçimler seçimi seçimleri
            saldırı saldırılar saldırısı
            bakan bakanlar bakanı
            savaş savaşı savaşlar
            ülke ülkeler ülkenin
            hükümet hükümeti hükümetin
            İstanbul İstanbul'da
            karar kararı kararlar kararları
            göçmen göçmenler göçmenlerin
            başkan başkanı başkanlar başkanın
            Türkiye Türkiye'nin
            deprem depremler depremi depremin depremde
            parti partiler partisi partinin
            ekonomi ekonomisi ekonomide
            savaş savaşı savaşlar savaşın
            """,
        ["hu"] = """
            választás választások választást
            kormány kormányok kormányt kormánynak
            miniszter miniszterek minisztert
            háború háborúk háborút háborúban
            elnök elnököt elnöknek
            ház házak házban
            ország országok országban
            kórház kórházban kórházból
            Budapest Budapesten Budapestről Budapestre
            döntés döntések döntést
            """,
        ["ru"] = """
            президент президента президентом президенту
            выборы выборов выборах
            война войны войной войну
            министр министры министров
            ракета ракеты ракетами
            Зеленский Зеленского Зеленскому
            самолёт самолета самолёты
            переговоры переговоров
            Москва Москвы Москве
            беспилотник беспилотники беспилотников
            """,
        ["uk"] = """
            Україна України Україною Україні
            Зеленський Зеленського Зеленському Зеленським
            Київ Києва Києві Києвом
            міністр міністри міністрів міністрами
            вибори виборів виборах вибір
            президент президента президентів
            перемир'я перемир’ям
            дрон дрони дронами дронів
            війна війни воєн війною
            ракета ракет ракетами
            люди людей людям людина
            діти дітей дітьми
            Порошенко Порошенка Порошенкові
            Путін Путіна Путіним
            Харків Харкова Харкові
            Росія Росії Росією
            переговори переговорів
            обстріл обстріли обстрілів
            рік року роки років
            день дні днів
            газ газу газом
            Газа Газі
            """,
        ["pl"] = """
            wybory wyborów wyborach wybór
            Warszawa Warszawy Warszawie Warszawą Warszawę
            Kaczyński Kaczyńskiego Kaczyńskim
            rząd rządu rządy rządem
            wojna wojny wojen wojną
            prezydent prezydenta prezydentem
            minister ministra ministrowie ministrów
            Tusk Tuska Tuskiem
            Ukraina Ukrainy Ukrainie Ukrainę
            dziecko dzieci
            Rosja Rosji Rosją
            Gdańsk Gdańska Gdańsku
            drony dronów dron
            sąd sądu sądy
            podatek podatki podatków
            """,
    };

    // Surnames and words that no dictionary lists are treated as their ending says.
    private static readonly Dictionary<string, string> MeetUnlisted = new()
    {
        ["uk"] = """
            Кривоносенький Кривоносенького Кривоносенькому
            Бздуренко Бздуренка Бздуренком Бздуренкові
            Умєров Умєрова Умєровим Умєрову
            Мішустін Мішустіна Мішустіну
            Флямчук Флямчука Флямчуком
            Байден Байдена Байденом
            кібербригада кібербригади кібербригаді кібербригад
            нейромережа нейромережі нейромережею
            """,
        ["pl"] = """
            Pstrokoński Pstrokońskiego Pstrokońskim
            Bosak Bosaka Bosakiem
            Nawrocki Nawrockiego Nawrockiemu
            Hołownia Hołowni Hołownię
            Czarzasty Czarzastego
            """,
    };

    // Words of one line differ from each other.
    private static readonly Dictionary<string, string> Differ = new()
    {
        ["en"] = """
            news new
            art start
            us use
            war ware warn
            marsh march
            iran ira
            gas gaza
            wing win
            sing single
            bus busy
            """,
        ["de"] = """
            Wahl Wal
            Haut Haus
            Kind Kino
            """,
        ["es"] = """
            Perú pero
            guerra guerrero
            """,
        ["fr"] = """
            Paris pari
            paix pays
            """,
        ["uk"] = """
            кит Китай
            кіт кит
            газ Газа
            ЗСУ зуб
            США шия
            НАТО натовп
            день дення
            Крим кримінал
            рада радість
            уран ура
            """,
        ["pl"] = """
            kot kotlet
            Polska pole
            pan pani
            USA usta
            """,
        ["ru"] = """
            кит Китай
            мир миф
            газ глаз
            США шея
            """,
        ["tr"] = """
            kan kar
            başkan başka
            bakan bakar
            Türkiye Türk
            """,
    };

    public static TheoryData<string> Languages => [.. Meet.Keys];

    public static TheoryData<string> Unlisted => [.. MeetUnlisted.Keys];

    public static TheoryData<string> Different => [.. Differ.Keys];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Stem_OfTheFormsOfAWord_IsOne(string language) => Assert.Empty(Apart(language, Meet[language]));

    [Theory]
    [MemberData(nameof(Unlisted))]
    public void Stem_OfTheFormsOfAWordNoDictionaryHas_IsOne(string language) => Assert.Empty(Apart(language, MeetUnlisted[language]));

    [Theory]
    [MemberData(nameof(Different))]
    public void Stem_OfOtherWords_IsAnother(string language)
    {
        var together = Lines(Differ[language])
            .Where(line => line.Distinct().Select(word => Stem(language, word)).Distinct().Count() < line.Length)
            .Select(line => Shown(language, line));

        Assert.Empty(together);
    }

    [Fact]
    public void Languages_OfTheTable_AreAllThatAreStemmed() =>
        Assert.Equal(Stemmer.All.Select(stemmer => stemmer.Key), Meet.Keys.Select(language => Stemmer.For(language)!.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Apart(string language, string words) => Lines(words)
        .Where(line => line.Select(word => Stem(language, word)).Distinct().Count() > 1)
        .Select(line => Shown(language, line));

    private static IEnumerable<string[]> Lines(string words) => words.Split('\n').Select(line => line.Split(' '));

    private static string Shown(string language, IEnumerable<string> line) =>
        string.Join(' ', line.Select(word => $"{word}:{Stem(language, word)}"));

    /// <summary>The stem of the first token: what follows an apostrophe in İstanbul'da is a token of its own.</summary>
    private static string Stem(string language, string word) => Stemmer.For(language)!.Stem(Analyzer.Words(word)[0]);
}
