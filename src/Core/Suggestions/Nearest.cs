namespace Cockpit.Core.Suggestions;

/// <summary>What was probably meant by a word that is not known.</summary>
public static class Nearest
{
    /// <summary>Typing errors that still leave a word to be recognised.</summary>
    private const int MostErrors = 2;

    /// <summary>A longer text is no mistyped word, and the distance costs its square.</summary>
    private const int LongestTyped = 60;

    /// <summary>The known word that two typing errors at most turn into this one, in any letter case; null where there is none.</summary>
    public static string? To(string typed, IEnumerable<string> known)
    {
        if (typed.Length is 0 or > LongestTyped) return null;
        string lower = typed.ToLowerInvariant();
        return known.Select(w => (Word: w, Errors: EditDistance.Between(lower, w.ToLowerInvariant())))
            .Where(w => w.Errors <= MostErrors && w.Errors < w.Word.Length).OrderBy(w => w.Errors).Select(w => w.Word).FirstOrDefault();
    }
}
