using System.Text.RegularExpressions;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>What a scanner's test says of its own fix, the same for every host.</summary>
/// <param name="Advisories">The bulletins that it is about: those in its name, else in its patch references, else in its other references.</param>
/// <param name="FixedVersion">"Upgrade to OpenSSL version 3.0.14 or later"; null where no text says it.</param>
public sealed partial record TestClues(string Name, IReadOnlyList<string> Advisories, IReadOnlyList<string> Kbs, string? FixedVersion, IReadOnlyList<CveId> Cves)
{
    private readonly HashSet<string> words = Words(Name);

    public static TestClues Of(string name, string? solution, string? patchReferences, string? references, IReadOnlyList<CveId> cves)
    {
        IReadOnlyList<string> advisories = AdvisoryIds.In(name);
        if (advisories.Count == 0) advisories = AdvisoryIds.In(patchReferences);
        if (advisories.Count == 0) advisories = AdvisoryIds.In(references);
        string[] kbs = [.. new[] { name, patchReferences, references }.Where(t => t is not null).SelectMany(t => Kb().Matches(t!).Select(m => m.Value.ToUpperInvariant())).Distinct().Take(100)];
        return new(name, advisories, kbs, VersionIn(name, Below()) ?? VersionIn(solution, Upgrade()), cves);
    }

    /// <summary>Whether the name of the test has the package's name as a word of its own.</summary>
    public bool Names(string package) => words.Contains(package.ToLowerInvariant());

    internal static string? VersionIn(string? text, Regex pattern) => text is not null && pattern.Match(text) is { Success: true } m ? m.Groups["version"].Value.TrimEnd('.', ',') : null;

    private static HashSet<string> Words(string name) => [.. name.ToLowerInvariant().Split((char[])[' ', ',', ':', ';', '(', ')', '/', '<', '>', '[', ']', '"', '\''], StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"\bKB\d{6,8}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Kb();

    [GeneratedRegex(@"(?:<|prior to|before)\s*(?:version\s+)?v?(?<version>\d+(?:\.[0-9A-Za-z~+-]+)+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Below();

    [GeneratedRegex(@"\b(?:upgrade|update)\s+to\s+[^\r\n]{0,80}?\bv?(?<version>\d+(?:\.[0-9A-Za-z~+-]+)+)(?:\s|,)[^\r\n]{0,40}?\bor\s+(?:later|newer|above|higher)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Upgrade();
}

/// <summary>What the evidence from one host says of the fix.</summary>
/// <param name="FixedVersion">"Fixed version : 9.8"; null where it does not say.</param>
/// <param name="FixedKernel">"the minimum fixed level of 5.4.0-1022-aws"; null where it does not say.</param>
/// <param name="Elsewhere">A program that no package manager put there, such as one below /opt.</param>
public sealed partial record EvidenceClues(IReadOnlyList<WantedPackage> Packages, string? FixedVersion, string? FixedKernel, bool Elsewhere)
{
    public static EvidenceClues Nothing { get; } = new([], null, null, false);

    public static EvidenceClues Of(string? output) => string.IsNullOrEmpty(output)
        ? Nothing
        : new(WantedPackages.In(output), TestClues.VersionIn(output, Fixed()), TestClues.VersionIn(output, Kernel()), Foreign().IsMatch(output));

    [GeneratedRegex(@"^\s*Fixed version\s*:\s*v?(?<version>\d[0-9A-Za-z.~+:_-]{0,80})", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fixed();

    [GeneratedRegex(@"does not meet the minimum fixed level of (?<version>\d[0-9A-Za-z.-]{2,80})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Kernel();

    [GeneratedRegex(@"^\s*Path\s*:\s*(?:/opt/|/home/|/srv/|/usr/local/|/root/|/var/lib/docker/|/tmp/)", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Foreign();
}
