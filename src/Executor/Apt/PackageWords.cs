using System.Buffers;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;

namespace Cockpit.Executor.Apt;

/// <summary>
/// A plan's packages as words of a command on the host. Names and versions came from a host once, so each is held against the
/// characters that Debian's policy allows (5.6.1 package, 5.6.12 version, 11.1 architecture) before it may stand in a script; none
/// of those means anything to a shell inside a word.
/// </summary>
/// <param name="Specs">NAME:ARCH=VERSION, in the plan's order: the exact command's arguments.</param>
/// <param name="Names">Every package of the plan and its transaction, to look up what is installed.</param>
/// <param name="Removals">"--no-remove", or nothing where the plan itself removes packages.</param>
/// <param name="Expected">The transaction, a change a line, as changes() in transaction.sh writes it.</param>
public sealed record PackageWords(string Specs, string Names, string Removals, string Expected)
{
    /// <summary>More than this in one transaction is a new release, not an update; it also keeps a command line below the kernel's limit.</summary>
    private const int MostPackages = 2000;

    private const int LongestWord = 256;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789+-.");
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+-:~");
    private static readonly SearchValues<char> ArchitectureCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The words of a frozen plan.</summary>
    /// <exception cref="CockpitException">UNSAFE_NAME.</exception>
    public static PackageWords Of(PlanHost host) =>
        Of(host.Name, host.Updates, host.Transaction, host.Transaction.Any(c => c.To is null));

    /// <summary>The words to simulate updates whose whole transaction is not known yet; removals show rather than stop it.</summary>
    /// <exception cref="CockpitException">UNSAFE_NAME.</exception>
    public static PackageWords ToSimulate(string host, IReadOnlyList<PlanUpdate> updates) => Of(host, updates, [], mayRemove: true);

    private static PackageWords Of(string host, IReadOnlyList<PlanUpdate> updates, IReadOnlyList<PackageChange> transaction, bool mayRemove)
    {
        if (updates.Count is 0 or > MostPackages || transaction.Count > MostPackages)
            throw new CockpitException(StepErrors.UnsafeName.Because($"{host} has {updates.Count} updates and {transaction.Count} changes planned; 1 to {MostPackages} can be run."));
        foreach (PlanUpdate update in updates) Check(host, update.Name, update.Architecture, update.From, update.To);
        foreach (PackageChange change in transaction) Check(host, change.Name, change.Architecture, change.From, change.To);
        return new PackageWords(
            string.Join(' ', updates.Select(u => $"{u.Name}:{u.Architecture}={u.To}")),
            string.Join(' ', updates.Select(u => u.Name).Concat(transaction.Select(c => c.Name)).Distinct(StringComparer.Ordinal)),
            mayRemove ? "" : "--no-remove",
            string.Join('\n', transaction.Select(Line)));
    }

    /// <summary>One change as changes() in transaction.sh writes it. apt does not say a removal's architecture.</summary>
    internal static string Line(PackageChange change) =>
        change.To is null ? $"{change.Name} - {change.From} -" : $"{change.Name} {change.Architecture} {change.From ?? "-"} {change.To}";

    private static void Check(string host, string name, string architecture, string? from, string? to)
    {
        string? bad = !Fits(name, NameCharacters) || !char.IsAsciiLetterOrDigit(name[0]) ? name
            : !IsArchitecture(architecture, removal: to is null) ? architecture
            : from is not null && !IsVersion(from) ? from
            : to is not null && !IsVersion(to) ? to
            : null;
        if (bad is not null)
            throw new CockpitException(StepErrors.UnsafeName.Because($"{host} has a planned package whose name, architecture or version is none: \"{Printable(bad)}\"."));
    }

    private static bool IsArchitecture(string text, bool removal) =>
        Fits(text, ArchitectureCharacters) && (text[0] != '-' || (removal && text == "-"));

    private static bool IsVersion(string text) => Fits(text, VersionCharacters) && char.IsAsciiLetterOrDigit(text[0]);

    private static bool Fits(string text, SearchValues<char> allowed) =>
        text.Length is > 0 and <= LongestWord && !text.AsSpan().ContainsAnyExcept(allowed);

    private static string Printable(string text) =>
        new([.. text.Take(40).Select(c => c is > ' ' and < '\x7f' ? c : '?')]);
}
