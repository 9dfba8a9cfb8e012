using System.Text.RegularExpressions;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>Vendors' bulletins in a text, each written as the vendor does, so that two spellings of one are equal.</summary>
public static partial class AdvisoryIds
{
    /// <summary>More in one text is a catalogue and no finding.</summary>
    private const int MaxIds = 50;

    /// <summary>"RHSA-2025:23974", "USN-7278-1", "DSA-5764-1", "ALAS2-2023-2057", "ELSA-2025-23974", "SUSE-SU-2025:0341-1", in the order in which they stand there, each once.</summary>
    public static IReadOnlyList<string> In(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var ids = new List<string>();
        foreach (Match match in Ids().Matches(text))
        {
            string id = Plain(match);
            if (!ids.Contains(id)) ids.Add(id);
            if (ids.Count == MaxIds) break;
        }
        return ids;
    }

    /// <summary>Whether a package manager's or feed's id is the same bulletin.</summary>
    public static bool Same(string id, string other)
    {
        if (id.Equals(other, StringComparison.OrdinalIgnoreCase)) return true;
        // Amazon renamed its own ("ALAS-2023-2057" is "ALAS2-2023-2057"), and Debian's trackers leave a bulletin's revision out.
        if (Amazon().Match(id) is { Success: true } a && Amazon().Match(other) is { Success: true } b) return a.Groups["rest"].ValueSpan.SequenceEqual(b.Groups["rest"].ValueSpan) && (a.Groups["family"].Length == 0 || b.Groups["family"].Length == 0 || a.Groups["family"].Value == b.Groups["family"].Value);
        return Debian().Match(id) is { Success: true } d && Debian().Match(other) is { Success: true } e && d.Groups["base"].ValueSpan.SequenceEqual(e.Groups["base"].ValueSpan) && (d.Groups["revision"].Length == 0 || e.Groups["revision"].Length == 0);
    }

    /// <summary>
    /// Whether another vendor carried the same bulletin over: rebuilds of Red Hat keep its numbers (ALSA, RLSA, ELSA), and SUSE's patches
    /// hold the number of the bulletin ("SUSE-SLE-Module-Basesystem-15-SP5-2023-2096" is "SUSE-SU-2023:2096-1").
    /// </summary>
    public static bool CarriesOver(string id, string other)
    {
        if (Number(id) is not { } number || Number(other) is not { } carried || number != carried) return false;
        return IsRedHat(id) && IsRedHat(other) || id.StartsWith("SUSE-", StringComparison.OrdinalIgnoreCase) && other.Contains("SUSE", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsRedHat(string id) => RedHat().IsMatch(id);

    private static (string Year, string Number)? Number(string id) => YearAndNumber().Matches(id) is { Count: > 0 } found ? (found[^1].Groups["year"].Value, found[^1].Groups["number"].Value.TrimStart('0')) : null;

    private static string Plain(Match match)
    {
        string kind = match.Groups["kind"].Value.ToUpperInvariant(), rest = match.Groups["rest"].Value;
        return kind switch
        {
            "RHSA" or "RHBA" or "RHEA" or "ALSA" or "RLSA" or "SUSE-SU" or "SUSE-RU" or "OPENSUSE-SU" => $"{kind}-{rest[..4]}:{rest[5..]}",
            _ => $"{kind}-{rest.Replace(':', '-')}",
        };
    }

    [GeneratedRegex(@"\b(?<kind>RHSA|RHBA|RHEA|ALSA|RLSA|SUSE-SU|SUSE-RU|openSUSE-SU)[-:](?<rest>(?:19|20)\d\d[:-]\d{1,6}(?:-\d{1,2})?)\b|\b(?<kind>ELSA|ALAS2?[A-Z0-9.]{0,24}?)[-:](?<rest>20\d\d[-:]\d{1,6})\b|\b(?<kind>DSA|DLA|USN)[-:](?<rest>\d{1,5}(?:-\d{1,2})?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ids();

    [GeneratedRegex(@"^ALAS2?(?<family>[A-Z0-9.]*?)-(?<rest>\d{4}-\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Amazon();

    [GeneratedRegex(@"^(?<base>(?:DSA|DLA)-\d+)(?:-(?<revision>\d+))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Debian();

    [GeneratedRegex(@"^(?:RHSA|RHBA|RHEA|ALSA|RLSA|ELSA)-", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RedHat();

    [GeneratedRegex(@"(?<year>20\d\d)[:-](?<number>\d{1,6})", RegexOptions.CultureInvariant)]
    private static partial Regex YearAndNumber();
}
