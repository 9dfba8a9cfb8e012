using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using NodaTime;

namespace Cockpit.Tui.Kit;

/// <summary>A screen in the stack, with a number that answers to its work find it by.</summary>
/// <param name="Trouble">Why its last work failed, until some goes well: what it shows may be old.</param>
public sealed record Layer(long Id, Screen Screen, Fault? Trouble = null);

/// <summary>A message as the history keeps it.</summary>
public sealed record Said(Instant At, string Text, bool Failed);

/// <summary>Work that runs on another thread.</summary>
/// <param name="Progress">How far it is; may be empty.</param>
/// <param name="Again">It was asked for once more meanwhile, as what it reads may be old: what is to be done after it.</param>
/// <param name="Stopping">A person has stopped it.</param>
public sealed record Running(long LayerId, string Name, Instant Since, bool Long, string Progress = "", Work? Again = null, bool Stopping = false);

/// <summary>All that the frame knows: the screens, one over the other, and what stands around them.</summary>
/// <param name="Places">What the number keys go to.</param>
/// <param name="Layers">The last one is in front. Never empty.</param>
/// <param name="Operator">OPERATOR; false is READ-ONLY.</param>
/// <param name="Flash">The last result, until the next key.</param>
/// <param name="QuitArmed">q was pressed once.</param>
public sealed record ShellModel(
    IReadOnlyList<Place> Places, ImmutableList<Layer> Layers, long NextId, Header Header, bool Operator,
    Said? Flash, ImmutableList<Said> History, ImmutableList<Running> Running, Overlay? Overlay,
    int Width, int Height, Instant Now, bool Glyphs, Func<Instant, Offset> OffsetAt, bool QuitArmed = false, int? Exit = null)
{
    /// <summary>Below this the frame cannot say enough to be safe.</summary>
    public const int LeastWidth = 60, LeastHeight = 15;

    /// <summary>Messages that are kept.</summary>
    public const int HistoryLength = 200;

    public Layer Front => Layers[^1];

    public bool TooSmall => Width < LeastWidth || Height < LeastHeight;

    /// <summary>Under 20 rows the flash borrows the key row.</summary>
    public bool Short => Height < 20;

    public Look Look => new(Now, Math.Max(0, Height - (Short ? 3 : 4)), Width, Glyphs, Operator, OffsetAt);

    /// <summary>What can be done here, and everywhere.</summary>
    public IReadOnlyList<Offer> Offers => [.. Front.Screen.Offers(Look).Select(o => o.Off is null && o.Operation is { } operation && operation.Role > Header.Role ? o with { Off = WhyNot(operation) } : o)];

    /// <summary>What the person's role does not allow, in words.</summary>
    private string WhyNot(Operation operation) => $"{operation.Title} needs the role {Word(operation.Role)}; you are {Word(Header.Role)}";

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    public static ShellModel Start(IReadOnlyList<Place> places, Screen first, Header header, bool asOperator, bool glyphs, Instant now, Func<Instant, Offset> offsetAt) =>
        new(places, [new Layer(1, first)], 2, header, asOperator, null, [], [], null, 80, 24, now, glyphs, offsetAt);
}
