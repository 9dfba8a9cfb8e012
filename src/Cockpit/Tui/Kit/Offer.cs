using Cockpit.Core.Operations;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>A key that does something here and now, or the reason why it does not. Key row, key list and palette are made of these.</summary>
/// <param name="Key">As it is written: "Enter", "p", "Tab".</param>
/// <param name="Title">A word or two for the key row.</param>
/// <param name="Help">One sentence for the key list.</param>
/// <param name="Operation">What it calls; null for moving about.</param>
/// <param name="Off">Why it is off now; null when it is on.</param>
public sealed record Offer(string Key, string Title, string Help, Operation? Operation = null, string? Off = null)
{
    /// <summary>An operation under its own key.</summary>
    /// <param name="title">Its title where the case at hand says more, such as "pause: 3 finish".</param>
    public static Offer For(Operation operation, string? title = null, string? off = null, string? key = null) =>
        new(key ?? operation.Key?.ToString() ?? "", title ?? operation.Title, operation.Help, operation, off);

    public bool Matches(KeyPress key) => Key.Length == 1 ? key.Letter == Key[0] : key.ToString() == Key;
}
