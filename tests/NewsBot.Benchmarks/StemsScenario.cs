using System.Diagnostics;
using NewsBot.Benchmarks.Stems;
using NewsBot.Core.Text.Stemming;

namespace NewsBot.Benchmarks;

/// <summary>
/// No figures for docs/performance.md: makes the table of stems of a language from a dictionary of Hunspell, and says how
/// much of the dictionary it keeps. <c>make-stems LANGUAGE DIC AFF OUT</c>
/// </summary>
internal static class StemsScenario
{
    public static Task RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var (language, dictionary, affixes, output) = (arguments[0], arguments[1], arguments[2], arguments[3]);
        var paradigms = new Paradigms(new HunspellDictionary(dictionary, affixes).Words(), StemHabits.Of(language));
        var forms = paradigms.Forms().ToList();
        var trie = new RuleTrie();
        foreach (var (form, stems, isDecided) in forms)
            trie.Add(form, isDecided ? stems.Take(1) : stems);
        cancellationToken.ThrowIfCancellationRequested();
        int nodes;
        using (var file = File.Create(output))
            nodes = trie.Write(file);

        var watch = Stopwatch.StartNew();
        SuffixRules rules;
        using (var file = File.OpenRead(output))
            rules = new SuffixRules(file);
        var load = watch.Elapsed;
        Console.WriteLine($"{paradigms.Words:N0} words, {forms.Count:N0} forms, {forms.Count(entry => entry.Stems.Count > 1):N0} of them of several words");
        Console.WriteLine($"{nodes:N0} nodes, {new FileInfo(output).Length:N0} bytes compressed, {rules.Size:N0} in memory, loaded in {load.TotalMilliseconds:N0} ms");

        var right = forms.Count(entry => entry.Stems.Contains(rules.Apply(entry.Form)));
        var pairs = forms.Sum(entry => entry.Stems.Count);
        var met = forms.Sum(entry => entry.Stems.Contains(rules.Apply(entry.Form)) ? 1 : 0);
        Console.WriteLine($"{100.0 * right / forms.Count:N2} % of the forms lead to a word of theirs, {100.0 * met / pairs:N2} % of the pairs of form and word are kept");
        return Task.CompletedTask;
    }
}
