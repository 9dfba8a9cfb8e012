using Cockpit.Core.Ids;

namespace Cockpit.Core.Findings;

/// <summary>An import that runs at this moment. Beside a worker what it brought so far is seen already, and counts in no plan and for no compliance.</summary>
/// <param name="Import">Null where it writes in one transaction, of which nobody sees anything before its end.</param>
/// <param name="Permille">How far it is; null where that cannot be seen.</param>
public sealed record RunningImport(ImportId? Import, string? File, int? Permille)
{
    public static RunningImport Unknown { get; } = new(null, null, null);

    /// <summary>For a screen's figures: "import running 63%".</summary>
    public string Label => Permille is { } permille ? $"import running {permille / 10}%" : "import running";

    public string Sentence => File is null ? "An import of findings is under way." : $"The import of {File} is under way, {Permille / 10}%.";
}
