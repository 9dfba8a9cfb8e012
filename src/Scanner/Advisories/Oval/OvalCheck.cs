namespace Cockpit.Scanner.Advisories.Oval;

internal enum CheckKind
{
    /// <summary>A package is older than a version.</summary>
    Older,

    /// <summary>A package is there, in whatever version.</summary>
    Installed,

    /// <summary>The host is of a release.</summary>
    Release,

    /// <summary>The host is of a product that no release of ours is.</summary>
    OtherProduct,

    /// <summary>True wherever the rest can be: the vendor's signature, the architecture, which kernel runs.</summary>
    Always,

    /// <summary>False on the release that it is about: "must be installed".</summary>
    Never,

    /// <summary>Neither a package's version nor the release answers it: an enabled module, a live patch, a configuration.</summary>
    Unanswerable,
}

/// <summary>What one test of OVAL asks, as far as it matters here.</summary>
/// <param name="Packages">Names, of which any will do.</param>
/// <param name="Version">With <see cref="CheckKind.Older"/>.</param>
/// <param name="Release">With <see cref="CheckKind.Release"/>.</param>
internal sealed record OvalCheck(CheckKind Kind, IReadOnlyList<string> Packages, string? Version, string? Release)
{
    public static OvalCheck Always { get; } = new(CheckKind.Always, [], null, null);

    public static OvalCheck Never { get; } = new(CheckKind.Never, [], null, null);

    public static OvalCheck OtherProduct { get; } = new(CheckKind.OtherProduct, [], null, null);

    public static OvalCheck Unanswerable(IReadOnlyList<string> packages) => new(CheckKind.Unanswerable, packages, null, null);

    public static OvalCheck OfRelease(string? release) => release is null ? OtherProduct : new(CheckKind.Release, [], null, release);
}
