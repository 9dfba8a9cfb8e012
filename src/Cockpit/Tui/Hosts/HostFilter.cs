using System.Buffers;
using Cockpit.Core.Hosts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>
/// What the filter line lets through: a scope such as "env = prod and role in (web, app)", or words of which each stands somewhere in
/// what the columns show. A leading "!" turns it round.
/// </summary>
public sealed record HostFilter
{
    /// <summary>The list of all facts is longer; Tab lists them.</summary>
    private const int LongestSentence = 90;

    private static readonly SearchValues<char> Signs = SearchValues.Create("=<>()\"'");

    private static readonly string[] Operators = ["in", "is", "not", "and", "or"];

    private HostFilter(string text, bool inverted, Scope? scope, string[] words) => (Text, Inverted, Scope, Words) = (text, inverted, scope, words);

    public static HostFilter None { get; } = new("", false, null, []);

    public string Text { get; }

    public bool Inverted { get; }

    public Scope? Scope { get; }

    /// <summary>Lower case.</summary>
    private string[] Words { get; }

    /// <summary>Where the scope begins in the text: behind a "!" and blanks.</summary>
    public static int ScopeStart(string text)
    {
        int start = 0;
        while (start < text.Length && text[start] is '!' or ' ') start++;
        return start;
    }

    /// <summary>Null where the text is meant as a scope and is none; <paramref name="trouble"/> says the column and what was expected.</summary>
    /// <param name="book">The scopes that it may name.</param>
    public static HostFilter? Read(string text, ScopeBook book, out string? trouble)
    {
        trouble = null;
        int start = ScopeStart(text);
        string rest = text[start..].Trim();
        bool inverted = text.TrimStart().StartsWith('!');
        if (rest.Length == 0) return None;
        if (!MeansScope(rest)) return new HostFilter(text.Trim(), inverted, null, rest.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (Scope.TryParse(rest, book, out Scope scope, out ScopeSyntaxError? error)) return new HostFilter(text.Trim(), inverted, scope, []);
        // The column is that of the line as it stands there, with its "!".
        trouble = $"Column {error!.Column + start}: {SafeText.Fit(error.Sentence, LongestSentence)}.{(error.Suggestion is { } meant ? $" Did you mean {meant}?" : "")} The old filter stays.";
        return null;
    }

    /// <summary>One word is looked for; what has a sign or a word of the scope language in it, or begins with a fact, is a scope.</summary>
    private static bool MeansScope(string text)
    {
        if (text.AsSpan().IndexOfAny(Signs) >= 0) return true;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 1 && (ScopeFact.Find(words[0]) is not null || words[0].Equals("scope", StringComparison.OrdinalIgnoreCase) || words.Any(w => Operators.Contains(w, StringComparer.OrdinalIgnoreCase)));
    }

    /// <param name="shown">What the columns show of it, lower case: <see cref="ShownOf"/>.</param>
    /// <param name="now">What ages are counted from.</param>
    public bool Passes(ScopeSubject? subject, string shown, Instant now)
    {
        if (Scope is not null) return subject is not null && Scope.Selects(subject with { Now = now }) != Inverted;
        foreach (string word in Words)
        {
            if (!shown.Contains(word, StringComparison.Ordinal)) return Inverted;
        }
        return !Inverted || Words.Length == 0;
    }

    /// <summary>What the columns and the preview show of a host, for words to be found in.</summary>
    public static string ShownOf(HostSummary h) => string.Join('\n',
    [
        h.Name, h.Address, h.Os?.Name, h.Os?.Version, h.Environment, h.Role, h.ScanStatus, h.ScanCode, HostFleetStates.Word(h.State), h.Rollout,
        .. h.Tags.Select(t => $"{t.Key}={t.Value}"),
    ]).ToLowerInvariant();
}
