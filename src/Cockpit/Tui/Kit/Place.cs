namespace Cockpit.Tui.Kit;

/// <summary>A screen that a number key goes to.</summary>
/// <param name="Make">Makes it anew; null where this version has no such screen.</param>
public sealed record Place(char Key, string Name, Func<Screen>? Make);
