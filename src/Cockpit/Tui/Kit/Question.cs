using Cockpit.Core.Operations;

namespace Cockpit.Tui.Kit;

/// <summary>Asks before an act: what it will do, line by line, and the word that lets it happen. Enter is dead until the word fits.</summary>
/// <param name="Lines">What will happen; the first line names the act and the counts. At most 12 lines of 76 columns.</param>
/// <param name="Word">The word that must be typed; null takes any text that is not empty, "" takes Enter alone.</param>
/// <param name="Prompt">What to type and what it does: "Type 38 and Enter to start."</param>
/// <param name="Command">The same act on the command line.</param>
/// <param name="Subject">What the screen wants to find again in the answer.</param>
public sealed record Question(
    Operation Operation, IReadOnlyList<string> Lines, string? Word, string Prompt, string Command, object? Subject = null)
{
    /// <summary>What an empty line means where any text will do; null where it means nothing.</summary>
    public string? Default { get; init; }

    public bool Accepts(string typed) => Word is null ? Default is not null || typed.Trim().Length > 0 : string.Equals(typed.Trim(), Word, StringComparison.Ordinal);
}
