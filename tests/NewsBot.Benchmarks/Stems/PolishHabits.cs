using System.Text.RegularExpressions;

namespace NewsBot.Benchmarks.Stems;

internal static partial class PolishHabits
{
    public static StemHabits Create() => new()
    {
        IsPossessive = _ => false,
        IsWomansSurname = name => WomansEnding().IsMatch(name),
        StemOf = word => word,
        CaseEndings = StemHabits.Set("a u owi em iem ie y i ow om ami ach e o ze ego emu ych ymi ym im ej ia io iu iego iemu iej"),
        FinalVowels = "aoeyi",
        Preferred = StemHabits.Order("""
            polska ukraina rosja niemcy francja anglia ameryka europa czechy slowacja wegry rumunia turcja hiszpania wlochy grecja indie
            japonia korea syria izrael iran bialorus litwa lotwa estonia warszawa krakow wroclaw poznan gdansk lodz szczecin lublin bialystok donieck luhansk minsk kijow moskwa
            wojna rada wladza sila cena kraj sprawa ziemia rzad sad partia armia granica ropa gaz stan osoba glos droga minister prezydent
            premier posel sejm senat ustawa prawo wybor budzet podatek zloty euro dolar kurs bank emerytura placa praca szkola lekarz szpital
            dziecko czlowiek kobieta miasto wies dom fabryka port most samolot czolg rakieta dron bron atak uderzenie obrona wojsko zolnierz
            general straty zagrozenie energia prad woda las rzeka morze pogoda snieg deszcz pozar wybuch wypadek policja zbrodnia wyrok
            wiezienie sledztwo korupcja reforma umowa pokoj rozmowa spotkanie lider ambasador sojusz sankcja pomoc kredyt fundusz firma rynek
            akcja gielda wegiel klub mecz gol pilka mistrz puchar medal film aktor piosenka koncert ksiazka kosciol swieto dzien tydzien
            miesiac rok godzina minuta czas czesc koniec plan zycie smierc choroba wirus szczepionka lek badanie nauka kosmos satelita
            duda tusk kaczynski trump biden putin
            """),
        Fixed = StemHabits.Forms("""
            dziecko dzieci dziecka dzieciom dziecmi dzieciach dziecku dzieckiem
            czlowiek ludzie ludzi ludziom ludzmi ludziach czlowieka czlowiekiem czlowiekowi czlowieku
            byc byl byla bylo byli byly bedzie beda jest sa
            polska polski polske polskiej polskich polskie polskim polskimi polskiego polskiemu polsce
            rzad rzady rzadow rzadom rzadami rzadach
            musk muska muskowi muskiem
            pis pis pisu pisem
            pan pana panu panem panowie panow
            """),
    };

    [GeneratedRegex("(ow|ew|in|yn)a$")]
    private static partial Regex WomansEnding();
}
