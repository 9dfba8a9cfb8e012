using System.Globalization;
using Cockpit.Core.Findings;

namespace Cockpit.Store.Findings;

/// <summary>
/// Finds the tests that words or a CVE mean. There are thousands of tests where there are millions of findings, so a search looks
/// at tests and then takes their findings. Names and references are read from indexes, without the long texts.
/// </summary>
internal static class PluginSearch
{
    private const int MaxWords = 8, MaxWordLength = 100;

    /// <summary>Numbers of one year's CVEs.</summary>
    private const long CvesPerYear = 100_000_000;

    /// <summary>Their ids, rising; null where neither restricts.</summary>
    public static long[]? Of(ReadTransaction t, FindingFilter filter)
    {
        HashSet<long>? found = filter.Cve is { } cve ? [.. t.Connection.ReadAll("SELECT plugin_id FROM plugin_cve WHERE cve = $cve", r => r.GetInt64(0), ("$cve", ImportTexts.Number(cve)))] : null;
        foreach (string word in (filter.Text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxWords))
        {
            HashSet<long> with = WithWord(t, word.Length > MaxWordLength ? word[..MaxWordLength] : word);
            if (found is null) found = with;
            else found.IntersectWith(with);
        }
        if (found is null) return null;
        if (filter.Source is { } source && found.Count > 0)
            found.IntersectWith(t.Connection.ReadAll("SELECT id FROM plugin INDEXED BY sqlite_autoindex_plugin_1 WHERE source = $source", r => r.GetInt64(0), ("$source", (int)source)));
        return [.. found.Order()];
    }

    private static HashSet<long> WithWord(ReadTransaction t, string word)
    {
        string like = $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
        HashSet<long> found = [.. t.Connection.ReadAll(
            @"SELECT id FROM plugin INDEXED BY sqlite_autoindex_plugin_1 WHERE name LIKE $word ESCAPE '\'", r => r.GetInt64(0), ("$word", like))];
        found.UnionWith(t.Connection.ReadAll(
            @"SELECT id FROM plugin INDEXED BY plugin_patch_refs WHERE patch_refs IS NOT NULL AND patch_refs LIKE $word ESCAPE '\'", r => r.GetInt64(0), ("$word", like)));
        if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            found.UnionWith(t.Connection.ReadAll("SELECT id FROM plugin INDEXED BY sqlite_autoindex_plugin_1 WHERE number = $number", r => r.GetInt64(0), ("$number", number)));
        if (Cves(word) is { } cves)
            found.UnionWith(t.Connection.ReadAll("SELECT plugin_id FROM plugin_cve WHERE cve >= $from AND cve < $until", r => r.GetInt64(0), ("$from", cves.From), ("$until", cves.Until)));
        return found;
    }

    /// <summary>"CVE-2026-31842" is one, "CVE-2026" a year's.</summary>
    private static (long From, long Until)? Cves(string word)
    {
        if (CveId.TryParse(word) is { } one) return (ImportTexts.Number(one), ImportTexts.Number(one) + 1);
        ReadOnlySpan<char> year = word.AsSpan().TrimEnd('-');
        if (year.Length != 8 || !year.StartsWith("CVE-", StringComparison.OrdinalIgnoreCase) || !long.TryParse(year[4..], NumberStyles.None, CultureInfo.InvariantCulture, out long of)) return null;
        return (of * CvesPerYear, (of + 1) * CvesPerYear);
    }
}
