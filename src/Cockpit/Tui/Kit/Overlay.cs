namespace Cockpit.Tui.Kit;

/// <summary>What lies over the screen and takes the keys.</summary>
public abstract record Overlay;

/// <summary>The key list. Enter runs what the cursor is on.</summary>
public sealed record KeyList(IReadOnlyList<KeyListRow> Rows, GridCursor Cursor) : Overlay;

/// <summary>A row of the key list: an offer of the screen, a key that works everywhere, or a heading without a key.</summary>
public sealed record KeyListRow(string Key, string Help, string? Off, Offer? Offer);

/// <summary>Past messages, the latest first.</summary>
public sealed record MessageList(GridCursor Cursor) : Overlay;

/// <summary>A question that waits for its word.</summary>
/// <param name="Moved">What it is about has changed since it was asked, so it was asked anew and the word was cleared.</param>
public sealed record Asking(Question Question, LineEditor Line, long LayerId, bool Moved = false) : Overlay;

/// <summary>The filter is being typed; it works at once. <see cref="Before"/> comes back with Ctrl-C.</summary>
/// <param name="Offered">What Tab found, until the next key.</param>
public sealed record Filtering(LineEditor Line, string Before, IReadOnlyList<string> Offered) : Overlay;

/// <summary>The command line.</summary>
public sealed record Commanding(LineEditor Line, string? Wrong) : Overlay;
