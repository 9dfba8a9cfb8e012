using NodaTime;

namespace Cockpit.Core.Approvals;

/// <summary>Bounds of what people write down when they decide, each with its unit and its reason.</summary>
public static class DecisionLimits
{
    /// <summary>Days that a hold or a deferral lasts at most: what outlives this is forgotten, not decided.</summary>
    public const int MostDays = 365;

    /// <summary>Characters of a reason or a note: a screen shows a line of it, a ticket has the rest.</summary>
    public const int MostText = 1_000;

    /// <summary>Characters of a ticket, which is a name in another system.</summary>
    public const int MostTicket = 100;

    /// <summary>Characters of a package's name or version; package managers have shorter ones.</summary>
    public const int MostName = 200;

    /// <summary>What is wrong with an end, as a sentence; null where nothing is.</summary>
    public static string? UntilProblem(Instant until, Instant now) =>
        until <= now ? "Its end has passed." : until - now > Duration.FromDays(MostDays + 1) ? $"It lasts {MostDays} days at most." : null;

    /// <summary>What is wrong with a reason or a note, as a sentence; null where nothing is.</summary>
    /// <param name="what">How the sentence calls it: "A reason".</param>
    public static string? TextProblem(string what, string text, int most = MostText) =>
        string.IsNullOrWhiteSpace(text) ? $"{what} is missing." : OptionalProblem(what, text, most);

    public static string? OptionalProblem(string what, string? text, int most = MostText) =>
        text is null ? null : text.Length > most ? $"{what} has {most:N0} characters at most." : text.Any(char.IsControl) ? $"{what} is one line without control characters." : null;
}
