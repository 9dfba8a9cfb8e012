namespace Cockpit.Scanner.Advisories.Oval;

/// <summary>One way in which a definition is true: on a release, with a package, and perhaps on something that cannot be answered.</summary>
/// <param name="Release">Null: on any that the definition is about.</param>
/// <param name="Check">Null where no package is asked for.</param>
internal readonly record struct Condition(string? Release, PackageCheck? Check, bool Unanswered)
{
    /// <summary>Ways of one definition. A kernel's has 20 products times 100 packages.</summary>
    private const int MostWays = 100_000;

    public static IReadOnlyList<Condition> True { get; } = [default];

    public static IReadOnlyList<Condition> Of(OvalCheck check, string comment) => check.Kind switch
    {
        CheckKind.Always => True,
        CheckKind.Never or CheckKind.OtherProduct => [],
        CheckKind.Release => [new Condition(check.Release, null, false)],
        CheckKind.Unanswerable when check.Packages.Count == 0 => [new Condition(null, null, true)],
        CheckKind.Unanswerable => [.. check.Packages.Select(p => new Condition(null, new PackageCheck(p, null, ""), true))],
        CheckKind.Older => [.. check.Packages.Select(p => new Condition(null, new PackageCheck(p, check.Version, ""), false))],
        _ => [.. check.Packages.Select(p => new Condition(null, new PackageCheck(p, null, comment), false))],
    };

    /// <summary>Null where there are too many.</summary>
    public static IReadOnlyList<Condition>? Or(IReadOnlyList<Condition> a, IReadOnlyList<Condition> b) =>
        a.Count == 0 ? b : b.Count == 0 ? a : a.Count + b.Count > MostWays ? null : [.. a, .. b];

    /// <summary>Null where there are too many.</summary>
    public static IReadOnlyList<Condition>? And(IReadOnlyList<Condition> a, IReadOnlyList<Condition> b)
    {
        if (ReferenceEquals(a, True)) return b;
        if (ReferenceEquals(b, True)) return a;
        if ((long)a.Count * b.Count > MostWays) return null;
        var both = new List<Condition>(a.Count * b.Count);
        foreach (Condition x in a)
        {
            foreach (Condition y in b)
            {
                // A host is of one release. Two packages at once are more than one package's version answers.
                if (x.Release is not null && y.Release is not null && x.Release != y.Release) continue;
                both.Add(new Condition(x.Release ?? y.Release, x.Check ?? y.Check, x.Unanswered || y.Unanswered || (x.Check is not null && y.Check is not null && x.Check != y.Check)));
                if (x.Check is not null && y.Check is not null && x.Check != y.Check) both.Add(new Condition(x.Release ?? y.Release, y.Check, true));
            }
        }

        return both;
    }
}

/// <param name="OlderThan">Null: it is enough that the package is there.</param>
/// <param name="Said">The criterion's words.</param>
internal sealed record PackageCheck(string Package, string? OlderThan, string Said);
